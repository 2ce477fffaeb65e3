using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Commands;

/// <summary><c>reference</c> as an operator uses it: build, install, annotate by name, check, remove; and what Ensembl publishes, from a server of the test's own.</summary>
public sealed class ReferenceCommandTests : IDisposable
{
    private const string Fasta = "release-110/fasta/homo_sapiens/dna/Homo_sapiens.GRCh38.dna.primary_assembly.fa.gz";
    private const string Gff3 = "release-110/gff3/homo_sapiens/Homo_sapiens.GRCh38.110.gff3.gz";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-references-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_reference_is_built_installed_used_by_name_checked_and_removed()
    {
        WriteSources();
        var built = await GasAsync("build", "--fasta", "r.fa", "--gff3", "r.gff3", "--known", "lab=k.vcf", "--name", "tiny", "--title", "A tiny genome", "--output", "bundle");
        Assert.True(built.ExitCode == 0, built.Errors);
        Assert.StartsWith("tiny: A tiny genome; 60 bases, 1 transcripts, lab; sha256 ", built.Output);
        Assert.Contains("lab: 1 from 1 records.", built.Errors);
        Assert.Contains("exists already", (await GasAsync("build", "--fasta", "r.fa", "--gff3", "r.gff3", "--name", "tiny", "--output", "bundle")).Errors);

        Assert.Equal(built.Output, (await GasAsync("add", "bundle")).Output);
        Assert.Contains("installed already", (await GasAsync("add", "bundle")).Errors);
        var listed = await GasAsync("list");
        Assert.Contains(built.Output, listed.Output);
        Assert.Contains("GRCh38-genes: Human GRCh38, genes only (Ensembl 110); 3,088,286,401 bases (no sequence), 109,417 transcripts, clinvar", listed.Output);

        var annotated = await Tool.GasAsync(_folder.FullName, Settings, "annotate", "k.vcf", "-r", "tiny", "-o", "out.vcf.gz");
        Assert.True(annotated.ExitCode == 0, annotated.Errors);
        await using var result = new GZipStream(File.OpenRead(PathOf("out.vcf.gz")), CompressionMode.Decompress);
        Assert.Contains("|lab:7", await new StreamReader(result).ReadToEndAsync(Cancellation));

        Assert.Equal((0, "tiny: well\n"), Outcome(await GasAsync("verify", "tiny")));
        await File.AppendAllTextAsync(Path.Combine(_folder.FullName, "installed", "tiny", "transcripts.bin"), "x", Cancellation);
        var damaged = await GasAsync("verify", "tiny");
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("transcripts.bin", damaged.Errors);
        Assert.Contains("tiny is damaged", (await GasAsync("list")).Errors);

        Assert.Equal((0, "tiny: removed\n"), Outcome(await GasAsync("remove", "tiny")));
        Assert.DoesNotContain("tiny", (await GasAsync("list")).Output);
        Assert.Contains("ships with the program", (await GasAsync("remove", "NC_045512.2")).Errors);
    }

    [Theory]
    [InlineData("build", "--gff3", "r.gff3", "--name", "x", "Give either --fasta or --contigs.")]
    [InlineData("build", "--fasta", "r.fa", "--gff3", "r.gff3", "--name", "x", "--known", "lab", "'lab' is not")]
    [InlineData("build", "--fasta", "r.fa", "--gff3", "r.gff3", "--name", "../x", "cannot be the name")]
    [InlineData("add", "hg19", "neither the folder of a bundle nor one of GRCh38, GRCh37")]
    [InlineData("remove", "hg19", "not installed; installed: GRCh38-genes, NC_045512.2")]
    public async Task What_makes_no_sense_is_refused_with_a_sentence(params string[] words)
    {
        WriteSources();
        var refused = await GasAsync(words[..^1]);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(words[^1], refused.Errors);
    }

    [Fact]
    public async Task A_known_reference_is_downloaded_from_Ensembl_checked_and_built()
    {
        WriteSources();
        var (fasta, gff3) = (Packed("r.fa"), Packed("r.gff3"));
        await using var ensembl = await StartAsync(new Dictionary<string, byte[]>
        {
            [Fasta] = fasta,
            [Sibling(Fasta)] = Checksums(Fasta, await SumAsync(fasta)),
            [Gff3] = gff3,
            [Sibling(Gff3)] = Checksums(Gff3, await SumAsync(gff3)),
        });
        var added = await GasAsync(ensembl, "add", "grch38");
        Assert.True(added.ExitCode == 0, added.Errors);
        Assert.StartsWith("GRCh38: Human GRCh38 (Ensembl 110); 60 bases, 1 transcripts; sha256 ", added.Output);
        Assert.Equal(["GRCh38"], Directory.GetFileSystemEntries(PathOf("installed")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_download_that_arrives_damaged_or_not_at_all_leaves_nothing()
    {
        WriteSources();
        var fasta = Packed("r.fa");
        await using var ensembl = await StartAsync(new Dictionary<string, byte[]> { [Fasta] = fasta, [Sibling(Fasta)] = Checksums(Fasta, await SumAsync(fasta) ^ 1) });
        var damaged = await GasAsync(ensembl, "add", "GRCh38");
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("arrived damaged", damaged.Errors);
        Assert.Equal(3, (await GasAsync(ensembl, "add", "GRCh37")).ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(PathOf("installed")));
    }

    private static (int, string) Outcome(ToolResult result) => (result.ExitCode, result.Output);

    private static string Sibling(string path) => path[..(path.LastIndexOf('/') + 1)] + "CHECKSUMS";

    private static byte[] Checksums(string path, int sum) => Encoding.ASCII.GetBytes($"00001     5 README\n{sum:D5}     1 {path[(path.LastIndexOf('/') + 1)..]}\n");

    /// <summary>By the program that Ensembl uses.</summary>
    private async Task<int> SumAsync(byte[] file)
    {
        await File.WriteAllBytesAsync(PathOf("summed"), file, Cancellation);
        return int.Parse((await Tool.PeerAsync(_folder.FullName, "sum", "summed")).Output.Split(' ')[0]);
    }

    private static async Task<WebApplication> StartAsync(Dictionary<string, byte[]> files)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/pub/{**path}", (string path) => files.TryGetValue(path, out var bytes) ? Results.Bytes(bytes) : Results.NotFound());
        await app.StartAsync(Cancellation);
        return app;
    }

    private Dictionary<string, string> Settings => new() { ["References:Path"] = PathOf("installed") };

    private Task<ToolResult> GasAsync(params string[] arguments) => Tool.GasAsync(_folder.FullName, Settings, ["reference", .. arguments]);

    private Task<ToolResult> GasAsync(WebApplication ensembl, params string[] arguments)
    {
        var address = ensembl.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return Tool.GasAsync(_folder.FullName, new Dictionary<string, string>(Settings) { ["References:EnsemblAddress"] = $"{address}/pub" }, ["reference", .. arguments]);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private byte[] Packed(string name)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(File.ReadAllBytes(PathOf(name)));
        }

        return packed.ToArray();
    }

    private void WriteSources()
    {
        File.WriteAllText(PathOf("r.fa"), ">1 tiny\n" + string.Concat(Enumerable.Repeat("ACGTTGCATG", 6)) + "\n");
        File.WriteAllText(PathOf("r.gff3"), "1\tt\tgene\t11\t40\t.\t+\t.\tID=gene:G;Name=G\n1\tt\tmRNA\t11\t40\t.\t+\t.\tID=transcript:T;Parent=gene:G;biotype=protein_coding\n1\tt\texon\t11\t40\t.\t+\t.\tParent=transcript:T\n");
        File.WriteAllText(PathOf("k.vcf"), "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t15\t7\tT\tG\t.\t.\t.\n");
    }
}
