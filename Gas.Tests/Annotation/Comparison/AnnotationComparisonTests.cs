using System.Text;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Comparison;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Comparison;

/// <summary>Two annotated files side by side.</summary>
public sealed class AnnotationComparisonTests
{
    private const string Header = "##fileformat=VCFv4.2\n##contig=<ID=1>\n##contig=<ID=2>\n##INFO=<ID=CSQ,Number=.,Type=String,Description=\"x. Format: Allele|Consequence|Feature|HGVSp\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    private readonly List<string> _lines = [];

    [Fact]
    public async Task The_same_file_is_the_same()
    {
        var text = File("1 10 A G G|missense_variant|T1|p.A", "2 5 A G G|intron_variant|T2|");
        Assert.Equal(new ComparisonTotals(2, 0, 0, 0), await CompareAsync(text, text));
        Assert.Empty(_lines);
    }

    [Fact]
    public async Task What_changed_is_told_by_allele_transcript_and_field()
    {
        var totals = await CompareAsync(
            File("1 10 A G G|missense_variant|T1|p.A,G|intron_variant|T2|", "1 11 A G G|intron_variant|T2|"),
            File("1 10 A G G|stop_gained|T1|p.B,G|intron_variant|T3|", "1 11 A G G|intron_variant|T2|"));
        Assert.Equal(new ComparisonTotals(1, 1, 0, 0), totals);
        Assert.Equal(["changed\t1\t10\tA\tG\tG T1: Consequence missense_variant -> stop_gained, HGVSp p.A -> p.B; G T2: was intron_variant; G T3: now intron_variant"], _lines);
    }

    [Fact]
    public async Task Records_of_one_file_only_are_found_wherever_they_stand()
    {
        var totals = await CompareAsync(
            File("1 10 A G G|x|T1|", "1 10 A T T|x|T1|", "1 12 A G G|x|T1|", "2 3 A G G|x|T1|"),
            File("1 9 A G G|x|T1|", "1 10 A T T|x|T1|", "2 2 A G G|x|T1|", "2 3 A G G|x|T1|", "2 4 A G G|x|T1|"));
        Assert.Equal(new ComparisonTotals(2, 0, 3, 2), totals);
        Assert.Equal(["added 1 9", "removed 1 10", "removed 1 12", "added 2 2", "added 2 4"], _lines.Select(line => string.Join(' ', line.Split('\t')[..3])));
    }

    [Fact]
    public async Task A_record_that_comes_twice_is_matched_twice()
    {
        var twice = File("1 10 A G G|x|T1|", "1 10 A G G|y|T1|");
        Assert.Equal(new ComparisonTotals(2, 0, 0, 0), await CompareAsync(twice, twice));
        Assert.Equal(new ComparisonTotals(1, 0, 0, 1), await CompareAsync(twice, File("1 10 A G G|x|T1|")));
    }

    [Fact]
    public async Task Two_runs_of_ours_differ_in_nothing_and_other_options_are_told()
    {
        var text = VcfText.Utf8(VcfText.Sites("NC_045512.2 28881 . G A . . .", "NC_045512.2 28882 . G A . . ."));
        var (first, second, phased) = (await VcfRun.AnnotateAsync(text), await VcfRun.AnnotateAsync(text, threads: 2), await VcfRun.AnnotateAsync(text, phasing: Phasing.Assumed));
        Assert.Equal(first.Result, second.Result);
        Assert.Equal(first.Index, second.Index);
        Assert.True((await CompareAsync(first.Result, second.Result)).AreEqual);
        Assert.Empty(_lines);
        Assert.Equal(2, (await CompareAsync(first.Result, phased.Result)).Changed);
        Assert.Contains("# new: gas_options=<mode=lenient,phasing=assumed>", _lines);
        Assert.Contains("# Haplotype is a field of one file only and is not compared", _lines);
    }

    [Theory]
    [InlineData("##fileformat=VCFv4.2\n#CHROM\tPOS\n", "not annotated")]
    [InlineData("##fileformat=VCFv4.2\n", "#CHROM")]
    [InlineData("", "#CHROM")]
    public async Task A_file_that_is_not_annotated_is_refused(string text, string word) =>
        Assert.Contains(word, (await Assert.ThrowsAsync<VcfException>(() => CompareAsync(Encoding.UTF8.GetBytes(text), File()))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_not_sorted_is_refused() =>
        Assert.Contains("1:9 comes after 1:10", (await Assert.ThrowsAsync<VcfException>(() => CompareAsync(File("1 10 A G x", "1 9 A G x"), File()))).Message, StringComparison.Ordinal);

    private static byte[] File(params string[] records) => Encoding.UTF8.GetBytes(Header + string.Concat(records.Select(record => record.Split(' ')).Select(fields => $"{fields[0]}\t{fields[1]}\t.\t{fields[2]}\t{fields[3]}\t.\t.\tCSQ={fields[4]}\n")));

    private Task<ComparisonTotals> CompareAsync(byte[] before, byte[] after) => AnnotationComparison.CompareAsync(
        new MemoryStream(before),
        "old.vcf",
        new MemoryStream(after),
        "new.vcf",
        line =>
        {
            _lines.Add(line);
            return Task.CompletedTask;
        },
        TestContext.Current.CancellationToken);
}
