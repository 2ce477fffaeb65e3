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
            return JsonSerializer.Deserialize(stream, ReferenceManifestJson.Default.ReferenceManifest) ?? throw new JsonException("it is empty");
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
        using var stream = File.Create(Path.Combine(folder, FileName));
        JsonSerializer.Serialize(stream, this, ReferenceManifestJson.Default.ReferenceManifest);
    }

    /// <summary>The file with this role.</summary>
    /// <exception cref="ReferenceException">The manifest names none.</exception>
    public ManifestFile FileOf(string role) => Files.FirstOrDefault(file => file.Role == role) ?? throw new ReferenceException($"The manifest of {Name} names no file with the role {role}.");
}
