using System.Globalization;
using System.Security.Cryptography;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>
/// Tells whether a bundle's files are those of its manifest. To hash three gigabytes at every start would take longer than to annotate a file: what was verified once is known again by the length and time of its files,
/// kept in <c>.verified</c> beside them where the folder can be written.
/// </summary>
internal static class BundleFiles
{
    private const string StampName = ".verified";

    /// <summary>Smaller bundles are hashed in less than a tenth of a second, and leave no trace of it.</summary>
    private const long WorthStamping = 256 << 20;

    /// <summary>Hashes the files unless they are as they were when they were last hashed.</summary>
    /// <exception cref="ReferenceException">A file is missing or differs; the message names it.</exception>
    public static void Check(string folder, ReferenceManifest manifest)
    {
        if (Stamp(folder, manifest) is { } stamp && ReadStamp(folder) == stamp)
        {
            return;
        }

        Verify(folder, manifest);
    }

    /// <summary>Hashes all files.</summary>
    /// <exception cref="ReferenceException">A file is missing or differs; the message names it.</exception>
    public static void Verify(string folder, ReferenceManifest manifest)
    {
        foreach (var file in manifest.Files)
        {
            var path = Path.Combine(folder, file.Path);
            if (Digest(path) != file.Sha256)
            {
                throw new ReferenceException($"{path} is not the file that the manifest describes: its SHA-256 differs. Install the reference again.");
            }
        }

        if (manifest.Files.Sum(file => file.Bytes) > WorthStamping && Stamp(folder, manifest) is { } stamp)
        {
            TryWriteStamp(folder, stamp);
        }
    }

    /// <exception cref="ReferenceException">The file cannot be read.</exception>
    public static string Digest(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ReferenceException($"{path} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Null where a file is missing or of another length.</summary>
    private static string? Stamp(string folder, ReferenceManifest manifest)
    {
        var stamp = new System.Text.StringBuilder();
        foreach (var file in manifest.Files)
        {
            var info = new FileInfo(Path.Combine(folder, file.Path));
            if (!info.Exists || info.Length != file.Bytes)
            {
                return null;
            }

            stamp.Append(CultureInfo.InvariantCulture, $"{file.Path}\t{file.Sha256}\t{info.LastWriteTimeUtc.Ticks}\n");
        }

        return stamp.ToString();
    }

    private static string? ReadStamp(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, StampName));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void TryWriteStamp(string folder, string stamp)
    {
        var draft = Path.Combine(folder, $"{StampName}.{Guid.NewGuid():n}");
        try
        {
            File.WriteAllText(draft, stamp);
            File.Move(draft, Path.Combine(folder, StampName), overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written, as that of an installed program: its files are hashed at each start.
        }
    }
}
