using System.Security.Cryptography;
using System.Text.Json;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Transfer;

/// <summary>
/// Jobs outside of any provider: <c>manifest.json</c>, <c>jobs.jsonl</c> (a row a line) and <c>files/</c>, by key. Whatever lies there under its own name is
/// whole; what is being written has another.
/// </summary>
public sealed class ExportFolder(string path)
{
    public const string RowsName = "jobs.jsonl";
    public const string ManifestName = "manifest.json";
    private const string FilesName = "files";
    private const string Unfinished = ".unfinished";
    private const int BufferSize = 1 << 20;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string Rows => System.IO.Path.Combine(Path, RowsName);

    private string Manifest => System.IO.Path.Combine(Path, ManifestName);

    private string Files => System.IO.Path.Combine(Path, FilesName);

    /// <summary>Makes the folder, for its owner's eyes only, or goes on with the export that it holds. From here until the end it is not whole.</summary>
    /// <exception cref="ExportException">Something else is in there.</exception>
    public void Begin()
    {
        if (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any() && !Directory.Exists(Files))
        {
            throw new ExportException($"The folder {Path} holds something other than an export. Choose an empty one or one that is new.");
        }

        foreach (var folder in new[] { Path, Files })
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.Delete(Manifest);
    }

    /// <summary>Takes the rows in place of those that are there; the caller writes lines, and <see cref="FinishAsync"/> gives them their name.</summary>
    public FileStream CreateRows() => new(Rows + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);

    /// <summary>Makes the export whole. What no row points to any more goes.</summary>
    /// <param name="summary">What is known but for length and hash of the rows.</param>
    public async Task FinishAsync(ExportManifest summary, IReadOnlySet<string> keys, CancellationToken cancellation)
    {
        File.Move(Rows + Unfinished, Rows, overwrite: true);
        foreach (var file in Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories))
        {
            if (!keys.Contains(System.IO.Path.GetRelativePath(Files, file).Replace('\\', '/')))
            {
                File.Delete(file);
            }
        }

        await using (var rows = Read(Rows))
        {
            summary = summary with { RowsLength = rows.Length, RowsSha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(rows, cancellation)) };
        }

        await using (var manifest = File.Create(Manifest + Unfinished))
        {
            await JsonSerializer.SerializeAsync(manifest, summary, ExportJson.Default.ExportManifest, cancellation);
            manifest.Flush(flushToDisk: true);
        }

        File.Move(Manifest + Unfinished, Manifest, overwrite: true);
    }

    /// <exception cref="ExportException">There is none, or it is not one that this version reads.</exception>
    public async Task<ExportManifest> ReadManifestAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Manifest))
        {
            throw new ExportException($"{Path} holds no whole export: {ManifestName} is missing. Let 'jobs export' run to its end first; run again, it goes on where it stopped.");
        }

        ExportManifest? manifest;
        try
        {
            await using var content = File.OpenRead(Manifest);
            manifest = await JsonSerializer.DeserializeAsync(content, ExportJson.Default.ExportManifest, cancellation);
        }
        catch (JsonException fault)
        {
            throw new ExportException($"{Manifest} cannot be read: {fault.Message} Copy the export again, or make a new one.");
        }

        return manifest switch
        {
            { Format: ExportManifest.Name, Schema: > 0 and <= ExportManifest.Latest } => manifest,
            { Format: ExportManifest.Name } => throw new ExportException($"{Manifest} is of schema {manifest.Schema}, but this version reads up to {ExportManifest.Latest}. Import with the version that wrote it, or a later one."),
            _ => throw new ExportException($"{Manifest} is not that of an export of jobs."),
        };
    }

    /// <summary>Whether the file is here, whole.</summary>
    public bool Has(StoredFile file) => file.IsKnown && new FileInfo(PathOf(file.Key)) is { Exists: true } there && there.Length == file.Length;

    public FileStream Open(string key) => Read(PathOf(key));

    /// <summary>Takes the file, and keeps it only if it is the one that was recorded, as far as that is known; else null.</summary>
    public async Task<StoredFile?> TakeAsync(StoredFile file, Stream content, CancellationToken cancellation)
    {
        var path = PathOf(file.Key);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = 0L;
            await using (var draft = new FileStream(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                var buffer = new byte[BufferSize];
                for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; length += read)
                {
                    hash.AppendData(buffer, 0, read);
                    await draft.WriteAsync(buffer.AsMemory(0, read), cancellation);
                }

                draft.Flush(flushToDisk: true);
            }

            var taken = new StoredFile(file.Key, length, Convert.ToHexStringLower(hash.GetCurrentHash()));
            if (file.IsKnown && taken != file)
            {
                return null;
            }

            File.Move(path + Unfinished, path, overwrite: true);
            return taken;
        }
        catch (InvalidDataException)
        {
            // The vault itself saw that it is spoilt.
            return null;
        }
        finally
        {
            File.Delete(path + Unfinished);
        }
    }

    /// <summary>A key comes from a file that anybody may have edited: it must not lead out of the folder.</summary>
    /// <exception cref="ArgumentException">It is no key.</exception>
    public string PathOf(string key)
    {
        FileKey.Check(key);
        return System.IO.Path.Combine(Files, key.Replace('/', System.IO.Path.DirectorySeparatorChar));
    }

    private static FileStream Read(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
