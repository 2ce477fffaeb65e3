namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Which edits one sample has on which copy.</summary>
internal sealed class SampleHaplotypes
{
    private const int Copies = 2;

    private readonly List<int> everywhere = [];
    private readonly SortedDictionary<(long PhaseSet, int Copy), List<int>> parts = [];

    /// <param name="edit">Edits come in the order of the transcript.</param>
    public void Add(int edit, Carrier carrier)
    {
        if (carrier.Copy == Carrier.Every)
        {
            everywhere.Add(edit);
            return;
        }

        for (var copy = 0; copy < Math.Max(Copies, carrier.Copy + 1); copy++)
        {
            // The other copy of the set exists too, with nothing but what is on every copy.
            parts.TryAdd((carrier.PhaseSet, copy), []);
        }

        parts[(carrier.PhaseSet, carrier.Copy)].Add(edit);
    }

    /// <summary>The edits of each copy, in the order of the transcript.</summary>
    public IEnumerable<List<int>> Haplotypes()
    {
        if (parts.Count == 0)
        {
            yield return everywhere;
        }

        foreach (var part in parts.Values)
        {
            var members = new List<int>(everywhere.Count + part.Count);
            members.AddRange(everywhere);
            members.AddRange(part);
            members.Sort();
            yield return members;
        }
    }
}
