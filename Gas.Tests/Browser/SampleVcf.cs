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
