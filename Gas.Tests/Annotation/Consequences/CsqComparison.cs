using System.IO.Compression;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Compares our terms with those of bcftools csq, one case a variant and transcript, and keeps count of the kinds of difference.</summary>
internal sealed class CsqComparison(ReferenceBundle reference)
{
    private readonly ConsequenceCaller caller = new(reference);
    private readonly SortedDictionary<string, (int Count, string Example)> differences = new(StringComparer.Ordinal);

    public int Cases { get; private set; }

    public int Matched { get; private set; }

    /// <summary>The transcript of each case that differs.</summary>
    public List<string> DifferingTranscripts { get; } = [];

    public double Share => Cases == 0 ? 1 : Matched / (double)Cases;

    /// <summary>Compares every record of a table with the columns CHROM, POS, REF, ALT, BCSQ.</summary>
    public void CompareTable(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is [var contig, var position, var before, var after, var expected])
            {
                Compare(contig, int.Parse(position, null), before, after, expected);
            }
        }
    }

    public void Compare(string contig, int position, string before, string after, string expected)
    {
        var isIndel = before.Length != after.Length;
        var theirs = new Dictionary<string, HashSet<string>>();
        foreach (var entry in expected.Split(',').Where(entry => !entry.StartsWith('.') && !entry.StartsWith('@')))
        {
            var fields = entry.TrimStart('*').Split('|');
            if (fields[2].Length > 0)
            {
                (theirs.TryGetValue(fields[2], out var terms) ? terms : theirs[fields[2]] = []).UnionWith(fields[0].Split('&'));
            }
        }

        var ours = CalledConsequence.Of(caller, contig, position, before, after)
            .Where(entry => entry["Feature"].Length > 0)
            .GroupBy(entry => entry["Feature"])
            .ToDictionary(group => group.Key, group => CsqVocabulary.Normalise(group.SelectMany(entry => entry.Terms), isIndel));

        // csq names no transcript for an intron or a non-coding exon; a transcript that only one side names is compared with that.
        foreach (var transcript in theirs.Keys.Union(ours.Keys))
        {
            var our = ours.GetValueOrDefault(transcript, "");
            var their = theirs.TryGetValue(transcript, out var terms) ? CsqVocabulary.Normalise(terms, isIndel) : "";
            if (their.Length == 0 && our is "intron" or "non_coding" or "")
            {
                continue;
            }

            Cases++;
            if (our == their)
            {
                Matched++;
                continue;
            }

            DifferingTranscripts.Add(transcript);
            var kind = $"{Kind(before, after)} csq {(their.Length > 0 ? their : "-")} | ours {(our.Length > 0 ? our : "-")}";
            var count = differences.GetValueOrDefault(kind).Count;
            differences[kind] = (count + 1, $"{contig}:{position} {before}>{after} {transcript}");
        }
    }

    public string Report() =>
        $"{Matched} of {Cases} cases agree ({Share:P3}).\n" + string.Concat(differences.OrderByDescending(difference => difference.Value.Count).Select(difference => $"{difference.Value.Count,7}  {difference.Key}  e.g. {difference.Value.Example}\n"));

    private static string Kind(string before, string after) => after.Contains(',', StringComparison.Ordinal) ? "multi" : before.Length == after.Length ? before.Length == 1 ? "SNV" : "MNV" : before.Length < after.Length ? "ins" : "del";
}
