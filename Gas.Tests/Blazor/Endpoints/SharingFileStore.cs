using Gas.Pipeline.Ports;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>A file store that gives its files out itself, at addresses of its own.</summary>
internal sealed class SharingFileStore(IFileStore inner) : IFileStore
{
    public static readonly Uri Address = new("https://files.example/");

    public Task<FileDraft> CreateAsync(string key, CancellationToken cancellation) => inner.CreateAsync(key, cancellation);

    public Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation) => inner.OpenAsync(key, offset, cancellation);

    public Task<long?> LengthAsync(string key, CancellationToken cancellation) => inner.LengthAsync(key, cancellation);

    public async Task<Uri?> ShareAsync(string key, string fileName, TimeSpan lifetime, CancellationToken cancellation) =>
        await inner.LengthAsync(key, cancellation) is null ? null : new Uri(Address, $"{key}?name={Uri.EscapeDataString(fileName)}&seconds={lifetime.TotalSeconds}");

    public Task DeleteAsync(string key, CancellationToken cancellation) => inner.DeleteAsync(key, cancellation);

    public IAsyncEnumerable<FileEntry> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
}
