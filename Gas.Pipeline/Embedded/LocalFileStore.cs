using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Embedded;

/// <summary>Files in a folder. A file is written under a temporary name, synchronised, moved to its place, and its folder is synchronised, so that a power failure leaves it whole or absent.</summary>
public sealed partial class LocalFileStore : IFileStore
{
    private readonly string _root;
    private readonly string _drafts;

    public LocalFileStore(DataFolder folder)
    {
        _root = folder.File("files");
        _drafts = folder.File("drafts");
        Directory.CreateDirectory(_root);
        if (Directory.Exists(_drafts))
        {
            // The folder is ours alone, so a draft that is there belongs to a process that has ended.
            Directory.Delete(_drafts, recursive: true);
        }

        Directory.CreateDirectory(_drafts);
    }

    public Task<FileDraft> CreateAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        return Task.FromResult<FileDraft>(new LocalFileDraft(key, path, Path.Combine(_drafts, Guid.NewGuid().ToString("n"))));
    }

    public Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation)
    {
        try
        {
            // Others may delete the file: who has it open reads it to its end.
            var stream = new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
            stream.Position = offset;
            return Task.FromResult<Stream?>(stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<long?> LengthAsync(string key, CancellationToken cancellation)
    {
        var file = new FileInfo(PathOf(key));
        return Task.FromResult<long?>(file.Exists ? file.Length : null);
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

        RemoveEmptyFolders(Path.GetDirectoryName(path)!);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<FileEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        var folder = new DirectoryInfo(PathOf(prefix.TrimEnd('/')));
        if (!folder.Exists)
        {
            yield break;
        }

        // Taken as a list: the caller may delete while it reads.
        foreach (var file in folder.GetFiles("*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new FileEntry(Path.GetRelativePath(_root, file.FullName).Replace('\\', '/'), file.Length, file.LastWriteTimeUtc);
        }
    }

    /// <summary>The only way from a key to a path.</summary>
    private string PathOf(string key)
    {
        if (key.Length > 300 || !Key().IsMatch(key))
        {
            throw new ArgumentException("A key is made of short segments of [a-z0-9._-] that do not begin with a dot.", nameof(key));
        }

        return Path.Combine([_root, .. key.Split('/')]);
    }

    private void RemoveEmptyFolders(string folder)
    {
        try
        {
            for (; folder.Length > _root.Length && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Somebody has put a file there in the meantime, or removed the folder already: both are well.
        }
    }

    [GeneratedRegex(@"\A[a-z0-9_-][a-z0-9._-]{0,99}(/[a-z0-9_-][a-z0-9._-]{0,99})*\z")]
    private static partial Regex Key();
}
