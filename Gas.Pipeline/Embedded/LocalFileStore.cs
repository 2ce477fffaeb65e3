using System.Runtime.CompilerServices;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Embedded;

/// <summary>
/// Files below the data folder, a key being a relative path. A draft is written under <c>.tmp</c>, which no key can name, flushed, and renamed;
/// then the folder is flushed, so that a row which points to a committed file never points to nothing.
/// </summary>
public sealed partial class LocalFileStore : IFileStore
{
    private const int Attempts = 5;

    private readonly string _root;
    private readonly string _drafts;
    private readonly ILogger<LocalFileStore> _logger;

    /// <summary>Removes what writers of an earlier process left unfinished.</summary>
    public LocalFileStore(DataFolder folder, ILogger<LocalFileStore> logger)
    {
        _root = folder.Files;
        _drafts = Path.Combine(_root, ".tmp");
        _logger = logger;
        if (Directory.Exists(_drafts))
        {
            Directory.Delete(_drafts, recursive: true);
        }

        Directory.CreateDirectory(_drafts);
    }

    public Task<FileDraft> CreateAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            // Unbuffered: writers bring large pieces, and what was written has met the disk's limits by then.
            var file = new FileStream(Path.Combine(_drafts, Guid.NewGuid().ToString("N")), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
            return Task.FromResult<FileDraft>(new LocalFileDraft(key, file, draft => MoveIntoPlace(draft, path)));
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw new FileStoreFullException(exception);
        }
    }

    public Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation)
    {
        var path = PathOf(key);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            // Shared with deleting: a download that has begun ends.
            return Task.FromResult<Stream?>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous) { Position = offset });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<long?> LengthAsync(string key, CancellationToken cancellation)
    {
        var file = new FileInfo(PathOf(key));
        return Task.FromResult(file.Exists ? file.Length : (long?)null);
    }

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            return Task.CompletedTask;
        }

        RemoveEmptyParents(path);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<FileEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        FileKey.CheckPrefix(prefix);
        var folder = Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        // Read in pieces: others get their turn, and files may come and go meanwhile.
        foreach (var piece in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Chunk(256))
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            foreach (var file in piece)
            {
                var key = Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (key[0] != '.' && key.StartsWith(prefix, StringComparison.Ordinal) && file.Exists)
                {
                    yield return new FileEntry(key, file.Length, file.LastWriteTimeUtc);
                }
            }
        }
    }

    private string PathOf(string key)
    {
        FileKey.Check(key);
        return Path.Combine(_root, key);
    }

    private void MoveIntoPlace(string draft, string path)
    {
        LogFlushed(draft);
        var folder = Path.GetDirectoryName(path)!;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                DurableFolder.Create(folder);
                File.Move(draft, path, overwrite: true);
                LogRenamed(path);
                DurableFolder.Flush(folder);
                LogFolderFlushed(folder);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < Attempts)
            {
                // The last file beside this one was deleted meanwhile, and the folder with it.
            }
        }
    }

    private void RemoveEmptyParents(string path)
    {
        try
        {
            for (var folder = Path.GetDirectoryName(path)!; folder != _root && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Somebody wrote there meanwhile, or removed it first: either is right.
        }
    }

    [LoggerMessage(111, LogLevel.Trace, "Flushed {Path}")]
    private partial void LogFlushed(string path);

    [LoggerMessage(112, LogLevel.Trace, "Renamed to {Path}")]
    private partial void LogRenamed(string path);

    [LoggerMessage(113, LogLevel.Trace, "Flushed the folder {Path}")]
    private partial void LogFolderFlushed(string path);
}
