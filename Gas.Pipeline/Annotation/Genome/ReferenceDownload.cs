using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Builds well-known references from what Ensembl publishes. Files are checked against Ensembl's <c>CHECKSUMS</c>; their SHA-256 goes into the manifest.</summary>
public sealed class ReferenceDownload(InstalledReferences installed, IConfiguration configuration, IProgress<string> report)
{
    private const string AddressKey = "References:EnsemblAddress";

    private static readonly Dictionary<string, (string Title, string Fasta, string Gff3)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["GRCh38"] = (
            "Human GRCh38 (Ensembl 110)",
            "release-110/fasta/homo_sapiens/dna/Homo_sapiens.GRCh38.dna.primary_assembly.fa.gz",
            "release-110/gff3/homo_sapiens/Homo_sapiens.GRCh38.110.gff3.gz"),
        ["GRCh37"] = (
            "Human GRCh37 (Ensembl 87)",
            "grch37/release-87/fasta/homo_sapiens/dna/Homo_sapiens.GRCh37.dna.primary_assembly.fa.gz",
            "grch37/release-87/gff3/homo_sapiens/Homo_sapiens.GRCh37.87.gff3.gz"),
    };

    /// <summary>Names that <see cref="AddAsync"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <exception cref="ReferenceException">The name is not known or taken, or a file arrived damaged.</exception>
    /// <exception cref="HttpRequestException">Ensembl does not answer.</exception>
    public async Task<ReferenceBundle> AddAsync(string name, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(name, out var known))
        {
            throw new ReferenceException($"{name} is neither the folder of a bundle nor one of {string.Join(", ", Names)}. 'reference build' makes a reference from your own files.");
        }

        name = Known.Keys.First(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (installed.Catalog.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ReferenceException($"A reference with the name {name} is installed already. Remove it first.");
        }

        var folder = Directory.CreateDirectory(Path.Combine(installed.Folder, $".download.{Guid.NewGuid():n}")).FullName;
        try
        {
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            var fasta = await FetchAsync(client, known.Fasta, folder, cancellation);
            var gff3 = await FetchAsync(client, known.Gff3, folder, cancellation);
            await new ReferenceBuilder(report).BuildAsync(new ReferenceRecipe { Name = name, Title = known.Title, Fasta = fasta, Gff3 = gff3 }, installed.PlaceOf(name), cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return installed.Catalog.Get(name);
    }

    private async Task<string> FetchAsync(HttpClient client, string path, string folder, CancellationToken cancellation)
    {
        var address = new Uri(new Uri((configuration[AddressKey] ?? "https://ftp.ensembl.org/pub").TrimEnd('/') + "/"), path);
        var file = Path.Combine(folder, Path.GetFileName(path));
        var expected = await FindChecksumAsync(client, address, cancellation);
        report.Report($"Downloading {address}.");
        await using (var source = await client.GetStreamAsync(address, cancellation))
        await using (var target = File.Create(file))
        {
            await source.CopyToAsync(target, cancellation);
        }

        await using var arrived = File.OpenRead(file);
        return await BsdSum.OfAsync(arrived, cancellation) == expected ? file : throw new ReferenceException($"{address} arrived damaged: its checksum differs from Ensembl's. Try again.");
    }

    /// <summary>Lines of <c>CHECKSUMS</c> are the sum, the number of 1-KiB blocks and the file's name.</summary>
    private static async Task<int> FindChecksumAsync(HttpClient client, Uri address, CancellationToken cancellation)
    {
        var list = new Uri(address, "CHECKSUMS");
        foreach (var line in (await client.GetStringAsync(list, cancellation)).Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var sum, _, var file] && file.TrimEnd('\r') == Path.GetFileName(address.LocalPath))
            {
                return int.Parse(sum, NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        throw new ReferenceException($"{list} does not list {Path.GetFileName(address.LocalPath)}, so that it cannot be checked.");
    }
}
