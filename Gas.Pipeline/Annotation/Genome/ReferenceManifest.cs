using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary><c>manifest.json</c> of a reference's folder.</summary>
/// <param name="Name">For example <c>NC_045512.2</c>.</param>
/// <param name="Title">The organism or assembly in words.</param>
/// <param name="Limits">What a reader of results must know, in plain sentences; null where there is nothing to say.</param>
public sealed record ReferenceManifest(
    string Name,
    string Title,
    string Assembly,
    string Organism,
    IReadOnlyList<ManifestContig> Contigs,
    IReadOnlyList<ManifestSource> Sources,
    IReadOnlyList<ManifestFile> Files,
    string? Limits = null)
{
    public const string FileName = "manifest.json";

    /// <exception cref="ReferenceException">There is no manifest, or it cannot be read.</exception>
    public static ReferenceManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var stream = File.OpenRead(path);
            var manifest = JsonSerializer.Deserialize(stream, ReferenceManifestJson.Default.ReferenceManifest) ?? throw new JsonException("it is empty");

            // A bundle may come from elsewhere: it names files of its own folder only.
            return manifest.Files.All(file => file.Path == Path.GetFileName(file.Path) && file.Path.Length > 0) ? manifest : throw new JsonException("a file's path is not a plain name");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ReferenceException($"{path} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>SHA-256 over the digests of the files, in their order: the bundle's identity.</summary>
    [JsonIgnore]
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData([.. Files.SelectMany(file => Convert.FromHexString(file.Sha256))]));

    /// <summary>Writes it into the folder; the same content gives the same bytes.</summary>
    public void Write(string folder)
    {
        var draft = Path.Combine(folder, $".{FileName}");
        using (var stream = File.Create(draft))
        {
            JsonSerializer.Serialize(stream, this, ReferenceManifestJson.Default.ReferenceManifest);
        }

        File.Move(draft, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>The files of a kind that may have several.</summary>
    /// <param name="rolePrefix"><see cref="FileRole.Known"/> or <see cref="FileRole.Regions"/>.</param>
    public IEnumerable<ManifestFile> FilesOf(string rolePrefix) => Files.Where(file => file.Role.StartsWith(rolePrefix, StringComparison.Ordinal));

    /// <summary>The file with this role.</summary>
    /// <exception cref="ReferenceException">The manifest names none.</exception>
    public ManifestFile FileOf(string role) => Files.FirstOrDefault(file => file.Role == role) ?? throw new ReferenceException($"The manifest of {Name} names no file with the role {role}.");
}
