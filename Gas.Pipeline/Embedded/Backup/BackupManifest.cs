using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gas.Pipeline.Embedded.Backup;

/// <summary><c>backup.json</c>, written last: a folder without it holds no whole backup.</summary>
public sealed record BackupManifest(int Format, DateTimeOffset MadeAt, IReadOnlyList<BackedUpFile> Files)
{
    public const string FileName = "backup.json";

    /// <summary>That which this version writes and reads.</summary>
    public const int KnownFormat = 1;

    /// <exception cref="BackupException">There is none, or it cannot be read.</exception>
    internal static BackupManifest Read(string folder)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, FileName)), BackupJson.Default.BackupManifest);
            return manifest is { Format: KnownFormat } ? manifest : throw new BackupException($"'{folder}' holds a backup of another version of this service: format {manifest?.Format}, not {KnownFormat}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new BackupException($"'{folder}' holds no whole backup: {FileName} cannot be read ({exception.Message}). Choose a folder that 'backup' has finished.");
        }
    }

    internal void Write(string folder)
    {
        using (var stream = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew))
        {
            JsonSerializer.Serialize(stream, this, BackupJson.Default.BackupManifest);
            stream.Flush(flushToDisk: true);
        }

        DurableFolder.Flush(folder);
    }
}

/// <param name="Path">Below the data folder, with <c>/</c>.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record BackedUpFile(string Path, long Length, string Sha256);

[JsonSerializable(typeof(BackupManifest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class BackupJson : JsonSerializerContext;
