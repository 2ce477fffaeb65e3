using System.Text;

namespace Gas.Tests.Browser;

/// <summary>Files that visitors bring along.</summary>
internal static class SampleVcf
{
    public const string Alpha = "alpha-b.1.1.7.vcf";
    private const string Header = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    private const string Record = "NC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    /// <summary>The fifth line has a position that is none.</summary>
    public static readonly byte[] Broken = Encoding.ASCII.GetBytes(Header + Record + "NC_045512.2\tabc\t.\tA\tG\t.\tPASS\t.\n" + Record);

    public static readonly byte[] Small = Encoding.ASCII.GetBytes(Header + Record);

    /// <summary>TP53 R248Q, chromosome 17 as GRCh38 has it.</summary>
    public static readonly byte[] HumanGrch38 = Encoding.ASCII.GetBytes("##fileformat=VCFv4.2\n##contig=<ID=chr17,length=83257441>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr17\t7674220\t.\tC\tT\t.\tPASS\t.\n");

    /// <summary>The same variant on GRCh37.</summary>
    public static readonly byte[] HumanGrch37 = Encoding.ASCII.GetBytes("##fileformat=VCFv4.2\n##contig=<ID=chr17,length=81195210>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr17\t7577538\t.\tC\tT\t.\tPASS\t.\n");

    /// <summary>Six qualities and two filters, so that each chart of its summary has bars that lead to their records.</summary>
    public static readonly byte[] Qualified = Encoding.ASCII.GetBytes(Header + string.Concat(new[] { "3", "12.5", "61", "99", "700", "2000" }.Select((quality, number) => $"NC_045512.2\t23403\t.\tA\tG\t{quality}\t{(number % 2 == 0 ? "PASS" : "q10")}\t.\n")));

    public static string PathOf(string sample) => Path.Combine(RepositoryRoot.Path, "samples", sample);

    /// <summary>Writes a file that keeps a worker busy for a while.</summary>
    public static async Task WriteLargeAsync(string path, int records)
    {
        await using var file = new StreamWriter(path, append: false, Encoding.ASCII, 1 << 20);
        await file.WriteAsync(Header);
        for (var i = 0; i < records; i++)
        {
            await file.WriteAsync(Record);
        }
    }
}
