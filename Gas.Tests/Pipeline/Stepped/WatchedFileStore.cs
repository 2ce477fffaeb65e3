using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>Also gives each file the time of the test's clock: the disk has its own.</summary>
internal sealed class WatchedFileStore(IFileStore inner, StorageWatch watch, ConcurrentDictionary<string, DateTimeOffset> changed, TimeProvider time) : IFileStore
{
    public async Task<FileDraft> CreateAsync(string key, CancellationToken cancellation) =>
        new WatchedDraft(await inner.CreateAsync(key, cancellation), () => changed[key] = time.GetUtcNow());

    public Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation) => inner.OpenAsync(key, offset, cancellation);

    public Task<long?> LengthAsync(string key, CancellationToken cancellation) => inner.LengthAsync(key, cancellation);

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        watch.FileGoes(key);
        return inner.DeleteAsync(key, cancellation);
    }

    public IAsyncEnumerable<FileEntry> ListAsync(string prefix, CancellationToken cancellation) =>
        inner.ListAsync(prefix, cancellation).Select(file => file with { ChangedAt = changed[file.Key] });

    private sealed class WatchedDraft(FileDraft inner, Action committed) : FileDraft
    {
        public override Stream Content => inner.Content;

        public override async Task<StoredFile> CommitAsync(CancellationToken cancellation)
        {
            committed();
            return await inner.CommitAsync(cancellation);
        }

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
