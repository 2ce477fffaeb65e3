using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Browser;

/// <summary>A vault that hands out no output before it may, so that a page has time to show what is otherwise over in an instant.</summary>
internal sealed class HeldVault(IVault inner, Task mayOpen) : IVault
{
    public Task<string> ArchiveAsync(JobId job, StoredFile file, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellation) => inner.ArchiveAsync(job, file, open, cancellation);

    public Task<Retrieval?> StartRetrievalAsync(JobId job, string archiveId, RetrievalTier tier, CancellationToken cancellation) => inner.StartRetrievalAsync(job, archiveId, tier, cancellation);

    public Task<RetrievalState> FindRetrievalAsync(string archiveId, string retrievalId, CancellationToken cancellation) => inner.FindRetrievalAsync(archiveId, retrievalId, cancellation);

    public async Task<Stream?> OpenAsync(string archiveId, string retrievalId, CancellationToken cancellation)
    {
        await mayOpen.WaitAsync(cancellation);
        return await inner.OpenAsync(archiveId, retrievalId, cancellation);
    }

    public Task DeleteAsync(string archiveId, CancellationToken cancellation) => inner.DeleteAsync(archiveId, cancellation);

    public IAsyncEnumerable<ArchiveEntry> ListAsync(CancellationToken cancellation) => inner.ListAsync(cancellation);

    public Task<IReadOnlyList<RetrievalNotice>> ReceiveAsync(int max, CancellationToken cancellation) => inner.ReceiveAsync(max, cancellation);

    public Task SettleAsync(RetrievalNotice notice, CancellationToken cancellation) => inner.SettleAsync(notice, cancellation);
}
