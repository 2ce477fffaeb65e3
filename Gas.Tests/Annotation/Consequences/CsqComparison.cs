using System.Globalization;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Compares our terms with those of bcftools csq, one case a variant and transcript, and keeps count of agreement by variant class and of every kind of difference.</summary>
internal sealed class CsqComparison
{
    private readonly SortedDictionary<string, (int Cases, int Matched, int Explained)> classes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Count, string? Reason, string Example)> differences = new(StringComparer.Ordinal);

    public int Cases => classes.Values.Sum(one => one.Cases);

    public int Matched => classes.Values.Sum(one => one.Matched);

    /// <summary>Cases that differ for a reason that <see cref="KnownDifferences"/> has.</summary>
    public int Explained => classes.Values.Sum(one => one.Explained);

    public int Unexplained => Cases - Matched - Explained;

    /// <summary>The transcript of each case that differs for no known reason.</summary>
    public List<string> UnexplainedTranscripts { get; } = [];

    /// <summary>Agreeing cases of the given classes (see <see cref="Class"/>).</summary>
    public double Share(params string[] names)
    {
        var chosen = classes.Where(one => names.Length == 0 || names.Contains(one.Key)).Select(one => one.Value).ToList();
        return chosen.Count == 0 ? 1 : chosen.Sum(one => one.Matched) / (double)chosen.Sum(one => one.Cases);
    }

    /// <param name="ours">The value of CSQ; empty for none.</param>
    /// <param name="theirs">The value of BCSQ; <c>.</c> for none.</param>
    public void Compare(string contig, int position, string before, string after, string ours, string theirs)
    {
        var isIndel = before.Length != after.Length;
        var expected = Terms(theirs.Split(',').Where(entry => !entry.StartsWith('.') && !entry.StartsWith('@')).Select(entry => entry.TrimStart('*').Split('|')), 2, 0);
        var called = Terms(ours.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('|')), 6, 1);

        // csq names no transcript for an intron or a non-coding exon; a transcript that only one side names is compared with that.
        foreach (var transcript in expected.Keys.Union(called.Keys))
        {
            var our = CsqVocabulary.Normalise(called.GetValueOrDefault(transcript) ?? [], isIndel);
            var their = CsqVocabulary.Normalise(expected.GetValueOrDefault(transcript) ?? [], isIndel);
            if (their.Length > 0 || our is not ("intron" or "non_coding" or ""))
            {
                Count(Class(before, after), their, our, $"{contig}:{position} {before}>{after} {transcript}", transcript);
            }
        }
    }

    public string Report()
    {
        var text = new System.Text.StringBuilder();
        foreach (var (name, (cases, matched, explained)) in classes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name,-6} {cases,8} cases {matched,8} agree {100.0 * matched / cases,9:N4} %  {explained,5} differ for a known reason {cases - matched - explained,5} for none\n");
        }

        foreach (var (kind, (count, reason, example)) in differences.OrderByDescending(difference => difference.Value.Count))
        {
            text.Append(CultureInfo.InvariantCulture, $"{count,7}  {kind}  e.g. {example}  [{reason ?? "not explained"}]\n");
        }

        return text.ToString();
    }

    private static Dictionary<string, HashSet<string>> Terms(IEnumerable<string[]> entries, int transcript, int terms)
    {
        var found = new Dictionary<string, HashSet<string>>();
        foreach (var entry in entries.Where(entry => entry[transcript].Length > 0))
        {
            (found.TryGetValue(entry[transcript], out var set) ? set : found[entry[transcript]] = []).UnionWith(entry[terms].Split('&'));
        }

        return found;
    }

    private void Count(string name, string their, string our, string example, string transcript)
    {
        var reason = our == their ? null : KnownDifferences.Explain(name, their.Split('&'), our.Split('&'));
        var (cases, matched, explained) = classes.GetValueOrDefault(name);
        classes[name] = (cases + 1, matched + (our == their ? 1 : 0), explained + (reason is null ? 0 : 1));
        if (our == their)
        {
            return;
        }

        if (reason is null)
        {
            UnexplainedTranscripts.Add(transcript);
        }

        var kind = $"{name} csq {(their.Length > 0 ? their : "-")} | ours {(our.Length > 0 ? our : "-")}";
        differences[kind] = (differences.GetValueOrDefault(kind).Count + 1, reason, example);
    }

    private static string Class(string before, string after) => after.Contains(',', StringComparison.Ordinal) ? "multi" : before.Length == after.Length ? before.Length == 1 ? "SNV" : "MNV" : before.Length < after.Length ? "ins" : "del";
}
