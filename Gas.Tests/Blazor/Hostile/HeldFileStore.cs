using Gas.Pipeline.Ports;

namespace Gas.Tests.Blazor.Hostile;

/// <summary>A file store that, when it is told to, opens no file until it is let go on.</summary>
internal sealed class HeldFileStore(IFileStore inner) : IFileStore
{
    private TaskCompletionSource? _hold;

    /// <summary>How many wait for a file.</summary>
    public int Waiting;

    public void Hold() => _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => _hold?.TrySetResult();

    public async Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation)
    {
        if (_hold is { } hold)
        {
            Interlocked.Increment(ref Waiting);
            await hold.Task.WaitAsync(cancellation);
        }

        return await inner.OpenAsync(key, offset, cancellation);
    }

    public Task<FileDraft> CreateAsync(string key, CancellationToken cancellation) => inner.CreateAsync(key, cancellation);

    public Task<long?> LengthAsync(string key, CancellationToken cancellation) => inner.LengthAsync(key, cancellation);

    public Task DeleteAsync(string key, CancellationToken cancellation) => inner.DeleteAsync(key, cancellation);

    public IAsyncEnumerable<FileEntry> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
}
