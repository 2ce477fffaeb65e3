using Gas.Pipeline.Annotation;
using Gas.Tests.Annotation.Genome;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Variants of one haplotype in one transcript, called together.</summary>
public sealed class HaplotypeTests
{
    private const string Header = "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"\">\n";

    /// <summary>Two changes in codon 203 of N: AGG to AAA.</summary>
    private static readonly string[] OneCodon = ["NC_045512.2 28881 . G A . . .", "NC_045512.2 28882 . G A . . ."];

    [Fact]
    public async Task In_a_file_without_samples_all_lie_on_one_haplotype_when_that_is_assumed()
    {
        var run = await VcfRun.AnnotateAsync(VcfText.Utf8(VcfText.Sites([.. OneCodon, "NC_045512.2 28883 . G C . . ."])), phasing: Phasing.Assumed);
        Assert.Equal(["p.Arg203Lys", "p.Arg203Lys", "p.Gly204Arg"], run.Records.Select(record => Proteins(record)));
        Assert.Equal(["c.608G>A&c.609G>A", "c.608G>A&c.609G>A", ""], run.Records.Select(record => Fields(record)[0][^1]));
        Assert.Contains(run.Lines, line => line.StartsWith("##INFO=<ID=CSQ,", StringComparison.Ordinal) && line.EndsWith("HGVSg|Haplotype\">", StringComparison.Ordinal));
        Assert.Contains("##gas_options=<mode=lenient,phasing=assumed>", run.Lines);

        var alone = await VcfRun.AnnotateAsync(VcfText.Utf8(VcfText.Sites(OneCodon)), phasing: Phasing.AsWritten);
        Assert.Equal(["p.Arg203Lys", "p.Arg203Ser"], alone.Records.Select(record => Proteins(record)).Select(protein => protein == "p.Arg203=" ? "p.Arg203Ser" : protein));
        Assert.All(alone.Records, record => Assert.Equal("", Fields(record)[0][^1]));
    }

    [Theory]
    [InlineData("GT", "0|1", "0|1", true, false)]
    [InlineData("GT", "0|1", "1|0", false, true)]
    [InlineData("GT", "0/1", "0/1", false, true)]
    [InlineData("GT", "0/1", "0|1", false, true)]
    [InlineData("GT", "1/1", "1/1", true, false)]
    [InlineData("GT", "1", "1", true, false)]
    [InlineData("GT", "1/1", "0/1", true, true)]
    [InlineData("GT:PS", "0|1:7", "0|1:7", true, false)]
    [InlineData("GT:PS", "0|1:7", "0|1:8", false, true)]
    [InlineData("GT", "0/0", "0|1", false, true)]
    [InlineData("GT", "./.", ".|1", false, true)]
    [InlineData("GT", "1|1|0", "0|1|1", true, true)]
    public async Task Genotypes_say_what_lies_together(string format, string first, string second, bool together, bool alone)
    {
        var run = await Phased([$"{OneCodon[0]} {format} {first}", $"{OneCodon[1]} {format} {second}"], 1);
        var names = Fields(run.Records.First()).Select(entry => entry[^1]).ToList();
        Assert.Equal(together, names.Contains("c.608G>A&c.609G>A"));
        Assert.Equal(alone, names.Contains(""));
    }

    [Fact]
    public async Task Samples_are_counted_each_for_itself()
    {
        var run = await Phased([$"{OneCodon[0]} GT 0|1 0|1 0|0", $"{OneCodon[1]} GT 0|1 0|0 0|1"], 3);
        Assert.All(run.Records, record => Assert.Equal(["", "c.608G>A&c.609G>A"], Fields(record).Select(entry => entry[^1]).Order()));
    }

    [Fact]
    public async Task A_frame_that_is_moved_and_moved_back_is_no_frameshift()
    {
        // One base out and, nine on, one in.
        var run = await VcfRun.AnnotateAsync(VcfText.Utf8(VcfText.Sites($"NC_045512.2 28300 . {Base(28300)}{Base(28301)} {Base(28300)} . . .", $"NC_045512.2 28310 . {Base(28310)} {Base(28310)}A . . .")), phasing: Phasing.Assumed);
        Assert.All(run.Records, record =>
        {
            Assert.DoesNotContain("frameshift_variant", record, StringComparison.Ordinal);
            Assert.Contains("missense_variant", record, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Records_of_a_gene_stay_together_however_much_lies_between_them()
    {
        // Three mebibytes of records between the two halves of a codon, which lies across the places where the text would be cut.
        var filler = Enumerable.Range(0, 3000).Select(number => $"NC_045512.2 28881 f{number} G T . . X={new string('x', 1000)}");
        var run = await VcfRun.AnnotateAsync(VcfText.Utf8(VcfText.File("##INFO=<ID=X,Number=1,Type=String,Description=\"\">", [OneCodon[0], .. filler.Select(line => line.Replace(" G T ", " G <X> ", StringComparison.Ordinal)), OneCodon[1]])), threads: 2, phasing: Phasing.Assumed);
        Assert.Equal("c.608G>A&c.609G>A", Fields(run.Records.First())[0][^1]);
        Assert.Equal("c.608G>A&c.609G>A", Fields(run.Records.Last())[0][^1]);
        Assert.Equal(3002, run.Summary.Written);
    }

    [Fact]
    public async Task Single_variants_are_called_as_they_are_without_haplotypes()
    {
        foreach (var sample in Directory.EnumerateFiles(Path.Combine(SharedData.Root, "samples"), "*.vcf"))
        {
            var lines = await File.ReadAllLinesAsync(sample, TestContext.Current.CancellationToken);
            var header = string.Concat(lines.Where(line => line.StartsWith('#')).Select(line => line + "\n"));
            foreach (var record in lines.Where(line => !line.StartsWith('#')))
            {
                var plain = await VcfRun.AnnotateAsync(header + record + "\n");
                var phased = await VcfRun.AnnotateAsync(VcfText.Utf8(header + record + "\n"), phasing: Phasing.Assumed);
                Assert.Equal(Fields(plain.Records.Single()).Select(entry => string.Join('|', entry)), Fields(phased.Records.Single()).Select(entry => string.Join('|', entry[..^1])));
            }
        }
    }

    private static char Base(int position) => (char)SharedData.SarsCoV2.Sequence(0, position, 1)[0];

    private static Task<VcfRun> Phased(string[] records, int samples) => VcfRun.AnnotateAsync(
        VcfText.Utf8($"##fileformat=VCFv4.2\n{Header}##contig=<ID=NC_045512.2,length=29903>\n{VcfText.Columns}\tFORMAT\t{string.Join('\t', Enumerable.Range(1, samples).Select(number => $"S{number}"))}\n" + string.Concat(records.Select(record => record.Replace(' ', '\t') + "\n"))),
        phasing: Phasing.AsWritten);

    private static string Proteins(string record) => string.Join(' ', Fields(record).Select(entry => entry[11].Split(':')[^1].Replace("%3D", "=")));

    private static List<string[]> Fields(string record) =>
        [.. record.Split('\t')[7].Split(';').First(field => field.StartsWith("CSQ=", StringComparison.Ordinal))[4..].Split(',').Select(entry => entry.Split('|'))];
}
