using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Embedded;

internal sealed class LocalFileDraft : FileDraft
{
    private readonly string _key;
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly HashingStream _content;
    private bool _moved;

    public LocalFileDraft(string key, string path, string temporary)
    {
        _key = key;
        _path = path;
        _temporary = temporary;
        _file = Guarded(() => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous));
        _content = new HashingStream(_file);
    }

    public override Stream Content => _content;

    public override async Task<StoredFile> CommitAsync(CancellationToken cancellation)
    {
        await _content.FlushAsync(cancellation);
        Guarded(() =>
        {
            _file.Flush(flushToDisk: true);
            _file.Dispose();
            var folder = Path.GetDirectoryName(_path)!;
            MoveInto(folder);
            DurableFolder.Synchronize(folder);
            return true;
        });
        _moved = true;
        return new StoredFile(_key, _content.Written, _content.Sha256());
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _content.DisposeAsync();
        }
        catch (IOException)
        {
            // A full disk refuses the last buffer; the draft is given up anyway.
        }

        if (!_moved)
        {
            File.Delete(_temporary);
        }
    }

    /// <summary>A delete of the last neighbour may remove the folder between its making and the move: then it is made again.</summary>
    private void MoveInto(string folder)
    {
        for (var attempt = 0; ; attempt++)
        {
            DurableFolder.Create(folder);
            try
            {
                File.Move(_temporary, _path, overwrite: true);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < 5)
            {
            }
        }
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw new FileStoreFullException(exception);
        }
    }
}
