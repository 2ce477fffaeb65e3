using System.Text.Json;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Vcf.Counts;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>What a run counts beside its consequences.</summary>
public sealed class SummaryTests
{
    private const string Header = "##fileformat=VCFv4.2\n##INFO=<ID=AF,Number=A,Type=Float,Description=\"f\">\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n";

    private static readonly string Vcf = Header + string.Join('\n',
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tann\tbob",
        Record(241, "C", "T", "30", "PASS", "AF=0.00005", "GT:DP\t0/1:3\t1|1:4"),
        Record(3037, "C", "T,A", "5", "PASS", "AF=0.5,1e-3", "GT\t1/2\t./."),
        Record(23403, "A", "G", "1.5e3", "LowQual", "AF=.", "GT\t1\t0/0"),
        Record(23604, "C", "A", ".", "LowQual;q10", ".", "GT\t./1"),
        Record(28270, "TA", "T", "99.5", ".", "AF=0.95", "GT\t0|0\t0/1"),
        Record(28881, "GGG", "AAC", "1000", ".", ".", "DP\t3\t4")) + "\n";

    [Fact]
    public async Task A_run_counts_what_its_records_say()
    {
        var summary = (await VcfRun.AnnotateAsync(Vcf)).Summary;
        Assert.Equal(new Dictionary<string, long> { ["PASS"] = 2, ["."] = 2, ["LowQual"] = 1, ["LowQual;q10"] = 1 }, summary.Filters);
        Assert.Equal(new Dictionary<string, long> { ["<10"] = 1, ["30-40"] = 1, ["80-100"] = 1, [">=1000"] = 2 }, Filled(summary.Qualities));
        Assert.Equal(new Dictionary<string, long> { ["<0.0001"] = 1, ["0.001-0.01"] = 1, ["0.5-0.6"] = 1, [">=0.9"] = 1 }, Filled(summary.Frequencies));
        Assert.Equal(new Dictionary<string, long> { ["A>G"] = 1, ["C>A"] = 2, ["C>T"] = 2 }, Filled(summary.Substitutions));
        Assert.Equal((3, 2), (summary.Transitions, summary.Transversions));
        Assert.Equal(new Dictionary<string, long> { ["-1"] = 1 }, Filled(summary.IndelLengths));
        Assert.Equal(summary.Records, summary.Impacts!.Values.Sum());
        Assert.Equal("missense_variant", summary.GeneConsequences!["S"]);
        Assert.Null(summary.Known);
    }

    [Fact]
    public async Task Genotypes_are_counted_by_sample()
    {
        var summary = (await VcfRun.AnnotateAsync(Vcf)).Summary;
        Assert.Equal(
            [new SampleSummary("ann", Reference: 1, Heterozygous: 2, Homozygous: 1, Missing: 1, Transitions: 3, Transversions: 2), new SampleSummary("bob", 1, 1, 1, 1, 2, 0)],
            summary.Genotypes);
        Assert.Equal(4, summary.Genotypes![0].Called);
    }

    [Fact]
    public async Task Genotypes_of_many_samples_are_not_read()
    {
        var names = string.Join('\t', Enumerable.Range(0, GenotypeCounts.Most + 1).Select(number => $"s{number}"));
        var genotypes = string.Join('\t', Enumerable.Repeat("0/1", GenotypeCounts.Most + 1));
        var summary = (await VcfRun.AnnotateAsync($"{Header}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{names}\n{Record(241, "C", "T", "30", "PASS", ".", $"GT\t{genotypes}")}\n")).Summary;
        Assert.Equal(GenotypeCounts.Most + 1, summary.Samples);
        Assert.Empty(summary.Genotypes!);
    }

    [Fact]
    public async Task Records_are_counted_by_place_and_no_bin_loses_any()
    {
        var summary = (await VcfRun.AnnotateAsync(Vcf)).Summary;
        var density = Assert.Single(summary.Density!);
        Assert.Equal(("NC_045512.2", 256, 6), (density.Contig, density.Bases, density.Counts.Sum()));
        Assert.Equal(1, density.Counts[240 / 256]);
        Assert.Equal(1, density.Counts[28880 / 256]);
        Assert.Equal(28880 / 256, density.Counts.Count - 1);
    }

    [Fact]
    public async Task Without_a_declared_frequency_allele_counts_tell_it()
    {
        const string Counts = "##fileformat=VCFv4.2\n##INFO=<ID=AC,Number=A,Type=Integer,Description=\"c\">\n##INFO=<ID=AN,Number=1,Type=Integer,Description=\"n\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        var summary = (await VcfRun.AnnotateAsync(Counts + Record(241, "C", "T", ".", ".", "AC=30;AN=100") + "\n" + Record(3037, "C", "T", ".", ".", "AC=1;AN=0") + "\n")).Summary;
        Assert.Equal(new Dictionary<string, long> { ["0.3-0.4"] = 1 }, Filled(summary.Frequencies));
        Assert.Empty(summary.Qualities!);
    }

    [Fact]
    public async Task Known_and_clinical_alleles_are_counted()
    {
        const string Clinical = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr17\t7674220\t.\tC\tT\t.\t.\t.\nchr1\t1040717\t.\tG\tGGGGCC\t.\t.\t.\nchr17\t43094464\t.\tA\tG\t.\t.\t.\n";
        var human = ReferenceBundle.Open(Path.Combine(ReferenceCatalog.DefaultFolder, "GRCh38-genes"));
        var summary = (await VcfRun.AnnotateAsync(Clinical, reference: human)).Summary;
        Assert.Equal(2, summary.Known);
        Assert.Equal(new Dictionary<string, long> { ["Pathogenic"] = 1, ["Pathogenic/Likely_pathogenic"] = 1 }, summary.Significances);
        Assert.Equal(["chr17", "chr1"], summary.Density!.Select(contig => contig.Contig));
    }

    [Fact]
    public async Task Threads_change_nothing()
    {
        var many = Header + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tann\n"
            + string.Concat(Enumerable.Range(0, 20_000).Select(number => Record(1 + number, Base(1 + number), Base(1 + number) == "G" ? "T" : "G", $"{number % 1200}", number % 3 == 0 ? "PASS" : "q10", $"AF=0.{number % 100:00}", "GT\t0/1") + "\n"));
        var (one, four) = (await VcfRun.AnnotateAsync(System.Text.Encoding.UTF8.GetBytes(many), threads: 1, reference: SharedData.SarsCoV2), await VcfRun.AnnotateAsync(System.Text.Encoding.UTF8.GetBytes(many), threads: 4, reference: SharedData.SarsCoV2));
        Assert.Equal(Json(one.Summary), Json(four.Summary));
        Assert.Equal(20_000, one.Summary.Density!.Sum(contig => contig.Counts.Sum()));
    }

    [Fact]
    public void A_summary_of_a_former_version_is_still_read()
    {
        const string Old = """{"reference":"r","annotator":"gas 1","records":3,"written":3,"skipped":0,"alleles":3,"samples":0,"referenceMismatches":0,"transitions":2,"transversions":1,"indexed":true,"consequences":{"missense_variant":3},"classes":{"SNV":3},"genes":{"S":3},"contigs":{"MN":3}}""";
        var summary = JsonSerializer.Deserialize(Old, AnnotationJson.Default.AnnotationSummary)!;
        Assert.Equal(3, summary.Genes["S"]);
        Assert.Null(summary.Impacts);
    }

    [Fact]
    public void Texts_without_end_are_counted_together()
    {
        var counts = new TextCounts();
        for (var number = 0; number < 10_000; number++)
        {
            counts.Count(System.Text.Encoding.ASCII.GetBytes($"filter{number}"));
        }

        var ranked = counts.Ranked();
        Assert.Equal(251, ranked.Count);
        Assert.Equal(10_000, ranked.Values.Sum());
        Assert.Equal(9_750, ranked[TextCounts.Others]);
    }

    private static Dictionary<string, long> Filled(IReadOnlyDictionary<string, long>? counts) => counts!.Where(pair => pair.Value > 0).ToDictionary();

    private static string Base(int position) => System.Text.Encoding.ASCII.GetString(SharedData.SarsCoV2.Sequence(0, position, 1));

    private static string Json(AnnotationSummary summary) => JsonSerializer.Serialize(summary, AnnotationJson.Default.AnnotationSummary);

    private static string Record(int position, string reference, string alternates, string quality, string filter, string info, string genotypes = "") =>
        $"{(position > 40_000 ? "17" : "NC_045512.2")}\t{position}\t.\t{reference}\t{alternates}\t{quality}\t{filter}\t{info}{(genotypes.Length > 0 ? "\t" + genotypes : "")}";
}
