using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Embedded;

/// <summary>A file being written beside its place, on the same volume.</summary>
internal sealed class LocalFileDraft(string key, FileStream file, Action<string> moveIntoPlace) : FileDraft
{
    private readonly HashingStream _content = new(file);
    private bool _committed;

    public override Stream Content => _content;

    public override async Task<StoredFile> CommitAsync(CancellationToken cancellation)
    {
        if (_committed)
        {
            throw new InvalidOperationException("The file is committed already.");
        }

        try
        {
            // Waiting for the disk may take seconds for a large file.
            await Task.Run(Publish, cancellation);
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw new FileStoreFullException(exception);
        }

        return new StoredFile(key, _content.Length, _content.Sha256());
    }

    public override async ValueTask DisposeAsync()
    {
        _content.Release();
        if (_committed)
        {
            return;
        }

        try
        {
            await file.DisposeAsync();
        }
        finally
        {
            File.Delete(file.Name);
        }
    }

    private void Publish()
    {
        // The content is on the disk before the name is: a crash leaves the old file or the new one.
        file.Flush(flushToDisk: true);
        file.Dispose();
        moveIntoPlace(file.Name);
        _committed = true;
    }
}
