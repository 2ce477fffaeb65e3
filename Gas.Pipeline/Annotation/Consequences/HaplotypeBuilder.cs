using System.Runtime.InteropServices;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Puts a transcript's edits together to the haplotypes that carry them, and finds those that act together.</summary>
internal sealed class HaplotypeBuilder(Transcript transcript, SplicedSequence sequence, List<HaplotypeEdit> edits, HaplotypeCalls calls)
{
    private readonly HaplotypeContext[] contexts = [.. edits.Select(_ => new HaplotypeContext())];
    private readonly Dictionary<string, HaplotypeGroup> groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public void Build()
    {
        edits.Sort((left, right) => (left.From, left.To, left.Line, left.Allele).CompareTo((right.From, right.To, right.Line, right.Allele)));
        foreach (var sample in Samples())
        {
            foreach (var members in sample.Haplotypes())
            {
                if (members.Count > 0 && seen.Add(string.Join(',', members)))
                {
                    Divide(members);
                }
            }
        }

        for (var i = 0; i < edits.Count; i++)
        {
            if (contexts[i].Groups.Count > 0)
            {
                calls.Add(edits[i].Line, edits[i].Allele, transcript, contexts[i]);
            }
        }
    }

    private SortedDictionary<int, SampleHaplotypes>.ValueCollection Samples()
    {
        var samples = new SortedDictionary<int, SampleHaplotypes>();
        for (var i = 0; i < edits.Count; i++)
        {
            foreach (var carrier in edits[i].Carriers)
            {
                (samples.TryGetValue(carrier.Sample, out var sample) ? sample : samples[carrier.Sample] = new SampleHaplotypes()).Add(i, carrier);
            }
        }

        return samples.Values;
    }

    /// <summary>Cuts a haplotype where the frame is as in the reference and the next edit lies in another codon.</summary>
    private void Divide(List<int> members)
    {
        var (group, delta, end, codon) = (new List<int>(), 0, -1, -1);
        foreach (var member in members)
        {
            var edit = edits[member];
            if (end >= 0 && (edit.From < end || (edit.From == end && edit.To == end && edits[group[^1]].To == edits[group[^1]].From)))
            {
                // Two changes of the same bases cannot be on one copy; the genotypes contradict themselves.
                contexts[member].IsNeverAlone = false;
                continue;
            }

            if (group.Count > 0 && delta % 3 == 0 && Codon(edit.From) != codon)
            {
                Close(group);
                (group, delta) = ([], 0);
            }

            group.Add(member);
            delta += edit.Inserted.Length - (edit.To - edit.From);
            end = edit.To;
            codon = Codon(Math.Max(edit.From, edit.To - 1));
        }

        Close(group);
    }

    private int Codon(int offset) => (offset - transcript.CodingStart + transcript.Padding) / 3;

    private void Close(List<int> members)
    {
        if (members.Count < 2)
        {
            members.ForEach(member => contexts[member].IsNeverAlone = false);
            return;
        }

        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, string.Join(',', members), out var exists);
        if (!exists)
        {
            group = Merge(members);
            foreach (var member in members)
            {
                contexts[member].Groups.Add(group);
            }
        }
    }

    /// <summary>The members as one edit; where the moved frame meets a stop codon before it is moved back, those up to the stop, for reading ends there.</summary>
    private HaplotypeGroup Merge(List<int> members)
    {
        var (from, at) = (edits[members[0]].From, edits[members[0]].From);
        var (bases, name) = (new List<byte>(), new List<byte>());
        for (var i = 0; i < members.Count; i++)
        {
            var edit = edits[members[i]];
            if (i > 0 && MeetsStop(from, at, bases, edit.From))
            {
                break;
            }

            bases.AddRange(sequence.Bases.AsSpan(at..edit.From));
            bases.AddRange(edit.Inserted);
            at = edit.To;
            name.AddRange(i > 0 ? "&"u8 : default);
            name.AddRange(edit.Name);
        }

        return new HaplotypeGroup(from, at, [.. bases], [.. name]);
    }

    /// <summary>Reading from the first edit on, with the frame moved, ends before the next edit is reached.</summary>
    private bool MeetsStop(int from, int to, List<byte> inserted, int next)
    {
        var delta = inserted.Count - (to - from);
        if (delta % 3 == 0)
        {
            return false;
        }

        var stop = new ReadingFrame(transcript, sequence, from, to, CollectionsMarshal.AsSpan(inserted)).FindStop(Math.Max(0, Codon(from)));
        return stop >= 0 && (3 * stop) + 3 <= next - transcript.CodingStart + transcript.Padding + delta;
    }
}
