using Gas.Pipeline.Ports;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>A file store without room.</summary>
internal sealed class FullFileStore : IFileStore
{
    public Task<FileDraft> CreateAsync(string key, CancellationToken cancellation) => throw new FileStoreFullException(new IOException("No space left on device"));

    public Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation) => Task.FromResult<Stream?>(null);

    public Task<long?> LengthAsync(string key, CancellationToken cancellation) => Task.FromResult<long?>(null);

    public Task DeleteAsync(string key, CancellationToken cancellation) => Task.CompletedTask;

    public IAsyncEnumerable<FileEntry> ListAsync(string prefix, CancellationToken cancellation) => AsyncEnumerable.Empty<FileEntry>();
}
