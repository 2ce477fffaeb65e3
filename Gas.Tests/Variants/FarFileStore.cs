using Gas.Pipeline.Ports;

namespace Gas.Tests.Variants;

/// <summary>Files as they come from elsewhere: streams that are no files of this machine. Counts how often each is opened.</summary>
internal sealed class FarFileStore(IFileStore inner) : IFileStore
{
    public List<string> Opened { get; } = [];

    public Task<FileDraft> CreateAsync(string key, CancellationToken cancellation) => inner.CreateAsync(key, cancellation);

    public async Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation)
    {
        lock (Opened)
        {
            Opened.Add(key);
        }

        return await inner.OpenAsync(key, offset, cancellation) is { } file ? new BufferedStream(file) : null;
    }

    public Task<long?> LengthAsync(string key, CancellationToken cancellation) => inner.LengthAsync(key, cancellation);

    public Task DeleteAsync(string key, CancellationToken cancellation) => inner.DeleteAsync(key, cancellation);

    public IAsyncEnumerable<FileEntry> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
}
