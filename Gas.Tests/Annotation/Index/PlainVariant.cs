using System.Globalization;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Tests.Annotation.Index;

/// <summary>One record read by splitting its line: what the index must agree with.</summary>
internal sealed class PlainVariant
{
    private readonly List<string[]> _entries;

    public PlainVariant(string line, IReadOnlyList<string> fields)
    {
        Line = line;
        var columns = line.Split('\t');
        (Contig, Position, Filter) = (columns[0], int.Parse(columns[1], CultureInfo.InvariantCulture), columns[6]);
        var (reference, alternates) = (columns[3], columns[4].Split(','));
        var info = columns[7].Split(';').Select(pair => pair.Split('=', 2)).ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        End = Math.Max(Position + reference.Length - 1, info["END"].Select(end => int.Parse(end, CultureInfo.InvariantCulture)).FirstOrDefault());
        Quality = Number(columns[5]);
        _entries = [.. info["CSQ"].SelectMany(value => value.Split(',')).Select(entry => entry.Split('|'))];
        string Part(string[] entry, string name) => fields.ToList().IndexOf(name) is >= 0 and var at ? entry[at] : "";
        Terms = [.. _entries.Select(entry => Part(entry, "Consequence").Split('&', StringSplitOptions.RemoveEmptyEntries))];
        var names = VariantWords.Consequences.Names.ToList();
        Worst = Terms.SelectMany(terms => terms).Select(term => names.Contains(term) ? term : "other").MinBy(names.IndexOf);
        Impacts = [.. _entries.Where(entry => Part(entry, "Consequence").Length > 0).Select(entry => Part(entry, "IMPACT")).Distinct()];
        var gravest = _entries.Find(entry => Part(entry, "Consequence").Split('&').Any(term => (names.Contains(term) ? term : "other") == Worst));
        string Gene(string[] entry) => Part(entry, "SYMBOL") is { Length: > 0 } symbol ? symbol : Part(entry, "Gene");
        var genes = _entries.Select(Gene).Where(gene => gene.Length > 0).Distinct().ToList();
        Genes = gravest is not null && Gene(gravest) is { Length: > 0 } first ? [first, .. genes.Where(gene => gene != first)] : genes;
        Ids = [.. columns[2].Split(';').Concat(_entries.SelectMany(entry => Part(entry, "Existing_variation").Split('&'))).Where(id => id is not ("." or "")).Distinct()];
        Significances = [.. _entries.SelectMany(entry => Part(entry, "CLIN_SIG").Split('&', '/')).Where(word => word.Length > 0).Select(word => word.ToLowerInvariant()).Distinct()];
        var known = _entries.SelectMany(entry => Part(entry, "lab_AF").Split('&')).Select(Number).Max();
        Frequency = known ?? info["AF"].SelectMany(value => value.Split(',')).Select(Number).Max();
        Classes = [.. alternates.Where(alternate => alternate != ".").Select(alternate => ClassOf(reference, alternate)).Distinct()];
        Genotypes = [.. columns.Skip(9).Select(sample => GenotypeOf(sample.Split(':')[0])).Distinct()];
    }

    public string Line { get; }
    public string Contig { get; }
    public int Position { get; }
    public int End { get; }
    public float? Quality { get; }
    public string Filter { get; }
    public IReadOnlyList<string[]> Terms { get; }
    public string? Worst { get; }
    public IReadOnlyList<string> Impacts { get; }
    public IReadOnlyList<string> Genes { get; }
    public IReadOnlyList<string> Ids { get; }
    public IReadOnlyList<string> Significances { get; }
    public float? Frequency { get; }
    public IReadOnlyList<string> Classes { get; }
    public IReadOnlyList<string> Genotypes { get; }

    public bool Passes(VariantFilter filter)
    {
        bool Has(Vocabulary words, ulong wanted, IEnumerable<string> there) => wanted == 0 || there.Any(word => words.NamesOf(wanted).Contains(word));
        var impacts = VariantWords.Impacts.Names;
        var any = filter.AnyTranscript;
        return (filter.Regions.Count == 0 || filter.Regions.Any(region => region.Contig.Replace("chr", "", StringComparison.Ordinal) == Contig.Replace("chr", "", StringComparison.Ordinal) && Position <= region.End && End >= region.Start))
            && (filter.Genes.Count == 0 || Genes.Any(gene => filter.Genes.Contains(gene, StringComparer.OrdinalIgnoreCase)))
            && Has(VariantWords.Consequences, filter.Consequences, any ? Terms.SelectMany(terms => terms).Select(term => VariantWords.Consequences.Names.Contains(term) ? term : "other") : Worst is null ? [] : [Worst])
            && Has(VariantWords.Impacts, filter.Impacts, any ? Impacts : Impacts.OrderBy(impact => impacts.ToList().IndexOf(impact)).Take(1))
            && Has(VariantWords.Classes, filter.Classes, Classes)
            && Has(VariantWords.Significances, filter.Significances, Significances)
            && Has(VariantWords.Genotypes, filter.Genotypes, Genotypes)
            && (filter.Known is null || filter.Known == Ids.Count > 0)
            && IsWithin(Frequency, filter.MinFrequency, filter.MaxFrequency)
            && (filter.BelowFrequency is null || Frequency < filter.BelowFrequency)
            && IsWithin(Quality, filter.MinQuality, filter.MaxQuality)
            && (filter.BelowQuality is null || Quality < filter.BelowQuality)
            && (filter.Filters.Count == 0 || filter.Filters.Contains(Filter))
            && (filter.Text is null || Ids.Concat(Genes).Any(text => text.Contains(filter.Text, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsWithin(float? value, float? least, float? largest) => value is null ? least is null : !(value < least) && !(value > largest);

    private static float? Number(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string ClassOf(string reference, string alternate) =>
        alternate == "*" ? "spanning deletion"
        : alternate[0] == '<' ? "symbolic"
        : reference.Length == 1 && alternate.Length == 1 ? "SNV"
        : reference.Length == alternate.Length ? "substitution"
        : reference.Length == 1 && alternate[0] == reference[0] ? "insertion"
        : alternate.Length == 1 && alternate[0] == reference[0] ? "deletion"
        : "indel";

    private static string GenotypeOf(string genotype)
    {
        var alleles = genotype.Split('/', '|');
        return alleles.Any(allele => allele is "." or "") ? "missing" : alleles.Distinct().Count() > 1 ? "heterozygous" : alleles[0] == "0" ? "reference" : "homozygous";
    }
}
