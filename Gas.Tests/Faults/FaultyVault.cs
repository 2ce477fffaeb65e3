using System.Runtime.CompilerServices;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Faults;

/// <summary>Waiting for notices is most of what happens, so only a receive that gives some counts as a call.</summary>
internal sealed class FaultyVault(IVault inner, FaultPlan plan) : IVault
{
    /// <summary>The port without faults, for those who only look.</summary>
    public IVault Inner => inner;

    public Task<string> ArchiveAsync(JobId job, StoredFile file, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellation) =>
        plan.CallAsync("archive", () => inner.ArchiveAsync(job, file, open, cancellation));

    public Task<Retrieval?> StartRetrievalAsync(JobId job, string archiveId, RetrievalTier tier, CancellationToken cancellation) =>
        plan.CallAsync($"retrieve {tier}", () => inner.StartRetrievalAsync(job, archiveId, tier, cancellation));

    public Task<RetrievalState> FindRetrievalAsync(string archiveId, string retrievalId, CancellationToken cancellation) =>
        plan.CallAsync("find retrieval", () => inner.FindRetrievalAsync(archiveId, retrievalId, cancellation));

    public Task<Stream?> OpenAsync(string archiveId, string retrievalId, CancellationToken cancellation) =>
        plan.CallAsync("open retrieval", () => inner.OpenAsync(archiveId, retrievalId, cancellation));

    public Task DeleteAsync(string archiveId, CancellationToken cancellation) =>
        plan.CallAsync("delete archive", () => inner.DeleteAsync(archiveId, cancellation));

    public async IAsyncEnumerable<ArchiveEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await plan.CallAsync("list archives", () => Task.CompletedTask);
        await foreach (var archive in inner.ListAsync(cancellation))
        {
            yield return archive;
        }
    }

    public async Task<IReadOnlyList<RetrievalNotice>> ReceiveAsync(int max, CancellationToken cancellation)
    {
        var notices = await inner.ReceiveAsync(max, cancellation);
        return notices.Count == 0 ? notices : await plan.CallAsync("receive notice", () => Task.FromResult(notices));
    }

    public Task SettleAsync(RetrievalNotice notice, CancellationToken cancellation) =>
        plan.CallAsync("settle notice", () => inner.SettleAsync(notice, cancellation));
}
