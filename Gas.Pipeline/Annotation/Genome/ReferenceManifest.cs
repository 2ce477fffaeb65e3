using System.Text.Json;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary><c>manifest.json</c> of a reference's folder.</summary>
/// <param name="Name">For example <c>NC_045512.2</c>.</param>
/// <param name="Title">The organism or assembly in words.</param>
public sealed record ReferenceManifest(
    string Name,
    string Title,
    string Assembly,
    string Organism,
    IReadOnlyList<ManifestContig> Contigs,
    IReadOnlyList<ManifestSource> Sources,
    IReadOnlyList<ManifestFile> Files)
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

    /// <summary>The file with this role.</summary>
    /// <exception cref="ReferenceException">The manifest names none.</exception>
    public ManifestFile FileOf(string role) => Files.FirstOrDefault(file => file.Role == role) ?? throw new ReferenceException($"The manifest of {Name} names no file with the role {role}.");
}
