using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>A file being written. All or nothing: it exists from <see cref="CommitAsync"/> on, whole and durable, or not at all.</summary>
public abstract class FileDraft : IAsyncDisposable
{
    /// <summary>Takes the content; it is hashed and counted on its way.</summary>
    public abstract Stream Content { get; }

    /// <summary>Makes the file durable under its key, replacing an older one.</summary>
    public abstract Task<StoredFile> CommitAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
