using System.Globalization;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>
/// Compares haplotype-aware terms. csq writes a combined consequence at one of its records and <c>@POS</c> at the others; we write it at each. A case agrees when all that csq writes at the record is called,
/// and nothing but that and what it points at.
/// </summary>
internal sealed class HaplotypeComparison
{
    private readonly SortedDictionary<string, (int Count, string Example)> differences = new(StringComparer.Ordinal);

    public int Cases { get; private set; }

    public int Matched { get; private set; }

    public double Share => Matched / (double)Math.Max(1, Cases);

    /// <param name="table">Lines of CHROM, POS, REF, ALT, BCSQ.</param>
    /// <param name="records">Our records, the same ones in the same order.</param>
    public void Compare(IEnumerable<string> table, IEnumerable<string> records)
    {
        var expected = table.Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).ToList();
        var byPosition = expected.ToLookup(row => (row[0], row[1]), row => row[4]);
        var ours = records.Select(line => line.Split('\t')).ToLookup(columns => (columns[0], columns[1], columns[3], columns[4]), columns => columns[7]);
        foreach (var row in expected)
        {
            Compare(row, byPosition, ours[(row[0], row[1], row[2], row[3])].FirstOrDefault() ?? "");
        }
    }

    public string Report() =>
        string.Create(CultureInfo.InvariantCulture, $"{Matched} of {Cases} cases agree ({100 * Share:N3} %).\n")
        + string.Concat(differences.OrderByDescending(difference => difference.Value.Count).Take(60).Select(difference => $"{difference.Value.Count,7}  {difference.Key}  e.g. {difference.Value.Example}\n"));

    private void Compare(string[] row, ILookup<(string, string), string> byPosition, string info)
    {
        var own = Terms(row[4]);
        var pointed = Terms(string.Join(',', row[4].Split(',').Where(entry => entry.StartsWith('@')).SelectMany(entry => byPosition[(row[0], entry[1..])])));
        var csq = info.Split(';').FirstOrDefault(field => field.StartsWith("CSQ=", StringComparison.Ordinal))?[4..] ?? "";
        var ours = csq.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('|')).Where(entry => entry[6].Length > 0).ToLookup(entry => entry[6], entry => Normalise(entry[1]));
        foreach (var transcript in own.Keys.Union(ours.Select(group => group.Key)))
        {
            var mine = ours[transcript].SelectMany(terms => terms).ToHashSet();
            var must = (own.GetValueOrDefault(transcript) ?? []).ToHashSet();
            var may = must.Concat(pointed.GetValueOrDefault(transcript) ?? []).ToHashSet();
            if (must.Contains("missense"))
            {
                // A moved frame that is moved back without a change of length: csq says inframe_altering besides.
                must.Remove("inframe");
            }

            if (must.Overlaps(["splice_donor", "splice_acceptor"]))
            {
                must.ExceptWith(["coding_sequence", "frameshift", "inframe", "missense", "synonymous"]);
            }

            if (row[2].Length != row[3].Length && must.Contains("splice_region"))
            {
                must.Remove("synonymous");
            }

            if (must.Overlaps(["splice_region", "splice_donor", "splice_acceptor"]))
            {
                mine.Remove("intron");
            }

            // What csq points at may be another transcript's.
            if (must.Count == 0 && mine.IsSubsetOf(["intron", "non_coding"]))
            {
                continue;
            }

            Cases++;
            if (must.IsSubsetOf(mine) && (mine.IsSubsetOf(may.Union(must)) || (may.Contains("splice_donor") || may.Contains("splice_acceptor"))))
            {
                Matched++;
                continue;
            }

            var kind = $"csq {string.Join('&', must)} ({string.Join('&', may)}) | ours {string.Join('&', mine)}";
            differences[kind] = (differences.GetValueOrDefault(kind).Count + 1, $"{row[0]}:{row[1]} {row[2]}>{row[3]} {transcript}");
        }
    }

    private static Dictionary<string, HashSet<string>> Terms(string bcsq)
    {
        var found = new Dictionary<string, HashSet<string>>();
        foreach (var fields in bcsq.Split(',').Where(entry => entry.Length > 1 && entry[0] != '@').Select(entry => entry.TrimStart('*').Split('|')).Where(fields => fields.Length > 2 && fields[2].Length > 0))
        {
            (found.TryGetValue(fields[2], out var set) ? set : found[fields[2]] = []).UnionWith(Normalise(fields[0]));
        }

        return found;
    }

    /// <summary>Entry by entry, for one haplotype's terms say nothing of another's. Where a moved frame runs into a stop codon csq says stop_retained besides.</summary>
    private static string[] Normalise(string terms)
    {
        var split = terms.Split('&');
        return CsqVocabulary.Normalise(split.Where(term => term != "stop_retained" || !split.Contains("frameshift")), isIndel: false).Split('&', StringSplitOptions.RemoveEmptyEntries);
    }
}
