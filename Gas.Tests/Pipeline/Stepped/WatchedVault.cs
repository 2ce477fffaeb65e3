using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline.Stepped;

internal sealed class WatchedVault(IVault inner, StorageWatch watch) : IVault
{
    public Task<string> ArchiveAsync(JobId job, StoredFile file, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellation) => inner.ArchiveAsync(job, file, open, cancellation);

    public async Task<Retrieval?> StartRetrievalAsync(JobId job, string archiveId, RetrievalTier tier, CancellationToken cancellation)
    {
        var retrieval = await inner.StartRetrievalAsync(job, archiveId, tier, cancellation);
        if (retrieval is not null)
        {
            watch.RetrievalGranted(archiveId);
        }

        return retrieval;
    }

    public Task<RetrievalState> FindRetrievalAsync(string archiveId, string retrievalId, CancellationToken cancellation) => inner.FindRetrievalAsync(archiveId, retrievalId, cancellation);

    public Task<Stream?> OpenAsync(string archiveId, string retrievalId, CancellationToken cancellation) => inner.OpenAsync(archiveId, retrievalId, cancellation);

    public Task DeleteAsync(string archiveId, CancellationToken cancellation)
    {
        watch.ArchiveGoes(archiveId);
        return inner.DeleteAsync(archiveId, cancellation);
    }

    public IAsyncEnumerable<ArchiveEntry> ListAsync(CancellationToken cancellation) => inner.ListAsync(cancellation);

    public Task<IReadOnlyList<RetrievalNotice>> ReceiveAsync(int max, CancellationToken cancellation) => inner.ReceiveAsync(max, cancellation);

    public Task SettleAsync(RetrievalNotice notice, CancellationToken cancellation) => inner.SettleAsync(notice, cancellation);
}
