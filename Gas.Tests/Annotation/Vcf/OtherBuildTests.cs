using System.Text;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Vcf;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>A file that was called against another version of the genome is recognised before it is queued.</summary>
public sealed class OtherBuildTests
{
    private const string Columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    private static readonly ReferenceBundle Human = ReferenceBundle.Open(Path.Combine(ReferenceCatalog.DefaultFolder, "GRCh38-genes"));

    [Theory]
    [InlineData("chr1", 249250621, "chr2", 243199373, "GRCh37 (hg19)")]
    [InlineData("1", 248387328, "2", 242696752, "T2T-CHM13v2.0 (hs1)")]
    [InlineData("1", 1000, "2", 1000, "another version of the genome")]
    public async Task Contig_lengths_tell_the_build(string first, int firstLength, string second, int secondLength, string build)
    {
        var vcf = $"##fileformat=VCFv4.2\n##contig=<ID={first},length={firstLength}>\n##contig=<ID={second},length={secondLength}>\n##contig=<ID=MT,length=16569>\n{Columns}";
        var refusal = VcfPreflight.Inspect(Encoding.ASCII.GetBytes(vcf), true, Human);
        Assert.Contains($"The file was called against {build}, not Human GRCh38", refusal!.Message);
        Assert.Contains("248,956,422 in the reference", refusal.Message);
        Assert.Equal(refusal.Message, (await Assert.ThrowsAsync<Gas.Pipeline.Annotation.VcfException>(() => VcfRun.AnnotateAsync(vcf + "1\t5\t.\tA\tC\t.\t.\t.\n", reference: Human))).Message);
    }

    [Theory]
    [InlineData("##contig=<ID=chr1,length=248956422>\n##contig=<ID=chrM,length=16571>\n")]
    [InlineData("##contig=<ID=NC_000001.11,length=248956422>\n")]
    [InlineData("##contig=<ID=1>\n")]
    [InlineData("")]
    public void A_file_of_the_same_build_is_taken(string contigs) =>
        Assert.Null(VcfPreflight.Inspect(Encoding.ASCII.GetBytes($"##fileformat=VCFv4.2\n{contigs}{Columns}1\t5\t.\tA\tC\t.\t.\t.\n"), true, Human));

    [Theory]
    [InlineData(100, true)]
    [InlineData(60, true)]
    [InlineData(40, false)]
    public void Reference_alleles_tell_it_where_there_is_a_sequence(int wrong, bool refused)
    {
        var text = new StringBuilder($"##fileformat=VCFv4.2\n{Columns}");
        for (var i = 0; i < 120; i++)
        {
            var letter = (char)SharedData.SarsCoV2.Sequence(0, 1000 + i, 1)[0];
            text.Append($"NC_045512.2\t{1000 + i}\t.\t{(i < wrong ? letter == 'A' ? 'C' : 'A' : letter)}\tT\t.\t.\t.\n");
        }

        var refusal = VcfPreflight.Inspect(Encoding.ASCII.GetBytes(text.ToString()), true, SharedData.SarsCoV2);
        Assert.Equal(refused, refusal is not null);
        Assert.True(!refused || refusal!.Message.StartsWith($"{wrong} of the first 100 REF alleles do not match SARS-CoV-2", StringComparison.Ordinal), refusal?.Message);
    }
}
