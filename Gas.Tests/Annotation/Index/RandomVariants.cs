using System.Globalization;
using System.Text;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Tests.Annotation.Index;

/// <summary>Annotated files and filters made up at random; the same for the same seed.</summary>
internal sealed class RandomVariants(int seed)
{
    public const string Fields = "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|Existing_variation|CLIN_SIG|lab_AF";

    private static readonly string[] Contigs = ["chr1", "chr2", "X", "chrUn_1"];
    private static readonly string[] Terms = ["stop_gained", "missense_variant", "missense_variant&splice_region_variant", "synonymous_variant", "intron_variant", "upstream_gene_variant", "sequence_feature"];
    private static readonly string[] Impacts = ["HIGH", "MODERATE", "LOW", "MODIFIER"];
    private static readonly string[] Genes = ["BRCA1", "BRCA2", "TTN", "NBR2", "S", ""];
    private static readonly string[] Significances = ["", "", "Pathogenic", "Likely_benign&Benign", "Uncertain_significance", "Pathogenic/Likely_pathogenic"];
    private static readonly string[] Filters = ["PASS", "PASS", ".", "q10", "q10;s50"];
    private static readonly string[] Genotypes = ["0/0", "0/1", "1|1", "./.", "1/2", "0", "1", "."];
    private static readonly string[] Alleles = ["A", "G", "AT", "ATT", "CG", "<DEL>", "*"];

    private readonly Random _random = new(seed);

    public string[] Records(int count, int samples, bool sorted)
    {
        var records = new List<(int Contig, int Position, string Line)>();
        for (var i = 0; i < count; i++)
        {
            var (contig, position) = (_random.Next(Contigs.Length), _random.Next(1, 3000));
            records.Add((contig, position, Record(contig, position, samples)));
        }

        return [.. (sorted ? records.OrderBy(record => record.Contig).ThenBy(record => record.Position) : records.AsEnumerable()).Select(record => record.Line)];
    }

    public static string File(IEnumerable<string> records, int samples)
    {
        var text = new StringBuilder("##fileformat=VCFv4.2\n");
        text.Append("##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Made up. Format: ").Append(Fields).Append("\">\n");
        text.Append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO");
        text.Append(samples == 0 ? "" : "\tFORMAT" + string.Concat(Enumerable.Range(1, samples).Select(number => $"\tS{number}"))).Append('\n');
        foreach (var record in records)
        {
            text.Append(record).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Says one to three things.</summary>
    public VariantFilter Filter()
    {
        var filter = new VariantFilter { AnyTranscript = _random.Next(2) == 0 };
        for (var parts = _random.Next(1, 4); parts > 0; parts--)
        {
            filter = _random.Next(11) switch
            {
                0 => filter with { Regions = [new VariantRegion(Pick("1", "chr2", "chrX", "chr9"), _random.Next(1, 2000), _random.Next(2000, 4000)), new VariantRegion(Pick("2", "nowhere"))] },
                1 => filter with { Genes = [Pick("brca1", "TTN", "none"), Pick("NBR2", "S")] },
                2 => filter with { Consequences = VariantWords.Consequences.BitsOf([Pick("missense_variant", "stop_gained", "other"), Pick("splice_region_variant", "intron_variant")]) },
                3 => filter with { Impacts = VariantWords.Impacts.BitsOf([Pick(Impacts)]) },
                4 => filter with { Classes = VariantWords.Classes.BitsOf([Pick("SNV", "insertion", "symbolic", "spanning-deletion"), Pick("deletion", "indel", "substitution")]) },
                5 => filter with { Significances = VariantWords.Significances.BitsOf([Pick("pathogenic", "likely benign"), Pick("benign", "uncertain_significance")]) },
                6 => filter with { Genotypes = VariantWords.Genotypes.BitsOf([Pick("heterozygous", "homozygous", "missing")]) },
                7 => filter with { Known = _random.Next(2) == 0 },
                8 => filter with { MinFrequency = _random.Next(3) == 0 ? null : 0.01f, MaxFrequency = _random.Next(3) == 0 ? null : 0.3f, BelowFrequency = _random.Next(3) == 0 ? 0.2f : null },
                9 => filter with { MinQuality = _random.Next(3) == 0 ? null : 30, MaxQuality = _random.Next(3) == 0 ? null : 77.5f, BelowQuality = _random.Next(3) == 0 ? 77.5f : null },
                _ => filter with { Text = Pick("rs1", "BRC", "77", "ttn", "é") },
            };
        }

        return _random.Next(4) == 0 ? filter with { Filters = [Pick(Filters), "s50"] } : filter;
    }

    private string Record(int contig, int position, int samples)
    {
        var reference = Pick("A", "A", "AT", "ACG");
        var alternates = string.Join(',', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(Alleles)).Where(allele => allele != reference).DefaultIfEmpty("."));
        var quality = _random.Next(5) switch { 0 => ".", 1 => "1e2", 2 => "77.5", _ => _random.Next(1, 90).ToString(CultureInfo.InvariantCulture) };
        var id = Pick(".", ".", $"rs{_random.Next(1000)}", $"rs{_random.Next(1000)};éx77");
        var info = new List<string>();
        if (alternates.Contains("<DEL>", StringComparison.Ordinal))
        {
            info.Add($"END={position + _random.Next(0, 500)}");
        }

        if (_random.Next(3) == 0)
        {
            info.Add($"AF=0.{_random.Next(1, 999)},.");
        }

        if (_random.Next(8) > 0)
        {
            info.Add("CSQ=" + string.Join(',', Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Entry())));
        }

        var line = $"{Contigs[contig]}\t{position}\t{id}\t{reference}\t{alternates}\t{quality}\t{Pick(Filters)}\t{(info.Count == 0 ? "." : string.Join(';', info))}";
        return samples == 0 ? line : $"{line}\tGT:DP{string.Concat(Enumerable.Range(0, samples).Select(_ => $"\t{Pick(Genotypes)}:9"))}";
    }

    private string Entry()
    {
        var gene = Pick(Genes);
        return $"A|{Pick(Terms)}|{Pick(Impacts)}|{(_random.Next(4) == 0 ? "" : gene)}|{gene}|T{_random.Next(9)}|{Pick("", "", $"rs{_random.Next(1000)}&COSV7")}|{Pick(Significances)}|{Pick("", "0.001", "0.02&0.4")}";
    }

    private string Pick(params string[] of) => of[_random.Next(of.Length)];
}
