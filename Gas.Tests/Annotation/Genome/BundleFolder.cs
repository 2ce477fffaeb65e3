using System.Text;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Known;

namespace Gas.Tests.Annotation.Genome;

/// <summary>A folder of its own for the files that a bundle is built from, and for the bundle.</summary>
internal sealed class BundleFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gas-bundle-");

    public List<string> Said { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string this[string name] => Path.Combine(folder.FullName, name);

    /// <summary>Writes a file; one whose name ends in <c>.gz</c> is packed.</summary>
    public string Write(string name, string text)
    {
        using Stream file = File.Create(this[name]);
        using var stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(text));
        return this[name];
    }

    /// <summary>A gene on contig 1 of 20,000 made-up bases, and what is known of it.</summary>
    public Task<ReferenceBundle> BuildAsync(string bases, params IEnumerable<KnownSource> known) => BuildAsync("bundle", bases, known, []);

    public async Task<ReferenceBundle> BuildAsync(string name, string bases, IEnumerable<KnownSource> known, IEnumerable<KnownSource> regions)
    {
        var recipe = new ReferenceRecipe
        {
            Name = name,
            Fasta = Write("r.fa", $">1 made up\n{bases}\n"),
            Gff3 = Write("r.gff3", Gene),
            Known = [.. known],
            Regions = [.. regions],
        };
        return await BuildAsync(recipe, this[name]);
    }

    public async Task<ReferenceBundle> BuildAsync(ReferenceRecipe recipe, string to)
    {
        await new ReferenceBuilder(new Lines(Said)).BuildAsync(recipe, to, Cancellation);
        return ReferenceBundle.Open(to);
    }

    public Task AddKnownAsync(string bundle, params IReadOnlyList<KnownSource> known) => new ReferenceBuilder(new Lines(Said)).AddKnownAsync(bundle, known, [], Cancellation);

    public void Dispose() => folder.Delete(recursive: true);

    private static string Gene { get; } = string.Join('\n', "1\tt\tgene\t101\t400\t.\t+\t.\tID=gene:G;Name=G", "1\tt\tmRNA\t101\t400\t.\t+\t.\tID=transcript:T;Parent=gene:G;biotype=protein_coding", "1\tt\texon\t101\t400\t.\t+\t.\tParent=transcript:T", "1\tt\tCDS\t101\t400\t.\t+\t0\tID=CDS:P;Parent=transcript:T", "");

    private sealed class Lines(List<string> said) : IProgress<string>
    {
        public void Report(string value) => said.Add(value);
    }
}
