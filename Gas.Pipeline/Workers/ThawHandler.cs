using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Workers;

/// <summary>Starts the retrieval of an archived result at the first tier that has capacity, and asks about it when no notice of its completion came.</summary>
public sealed class ThawHandler(
    IFileStore files,
    IVault vault,
    IJobStore store,
    IJobQueue queue,
    JobLedger ledger,
    TimeProvider time,
    IOptions<ArchiveOptions> options) : IStageHandler
{
    /// <summary>Waits so long per message in the queue, so that ten thousand held-back jobs look again a hundred times a second together.</summary>
    private static readonly TimeSpan TurnPerMessage = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan ShortestTurn = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<RetrievalTier> _tiers = options.Value.TierOrder;

    public Stage Stage => Stage.Thaw;

    public int Concurrency => 8;

    /// <summary>Keeps the retrievals under way within their limit; the rest stays archived until there is room.</summary>
    public async ValueTask<TimeSpan?> HoldBackAsync(Job job, CancellationToken cancellation)
    {
        if (job.State != JobState.Archived)
        {
            return null;
        }

        var jobs = await store.CountAsync(null, cancellation);
        if (jobs.GetValueOrDefault(JobState.Thawing).Jobs + jobs.GetValueOrDefault(JobState.Restoring).Jobs < options.Value.MaxRetrievals)
        {
            return null;
        }

        var turn = TurnPerMessage * (await queue.DepthAsync(Stage.Thaw, cancellation)).Waiting;
        return (turn < ShortestTurn ? ShortestTurn : turn) * (0.5 + Random.Shared.NextDouble());
    }

    public Task HandleAsync(JobInHand work, CancellationToken cancellation) =>
        work.Job.State == JobState.Thawing ? AskAsync(work, cancellation) : StartAsync(work, cancellation);

    private async Task StartAsync(JobInHand work, CancellationToken cancellation)
    {
        var (job, token) = (work.Job, work.Lease.Token);
        var archiveId = job.ArchiveId!;
        if (job.HotUntil is not null && await CopyHotAsync(work, cancellation) is { } copy)
        {
            await TurnBackAsync(work, copy, cancellation);
            return;
        }

        foreach (var tier in _tiers.Skip(Math.Min(job.LostRetrievals, _tiers.Count - 1)))
        {
            if (await vault.StartRetrievalAsync(job.Id, archiveId, tier, cancellation) is { } retrieval)
            {
                await ledger.RecordAsync(job, new JobEvent.ThawStarted(token, retrieval), cancellation);
                return;
            }
        }

        await DeferAsync(work, "No tier has capacity now", cancellation);
    }

    /// <summary>
    /// A copy of the hot copy under this claim's own key, or null when it is gone. One who was to remove the hot copy may have stalled past its claim and
    /// remove it yet, so nothing may go on relying on that one.
    /// </summary>
    private async Task<StoredFile?> CopyHotAsync(JobInHand work, CancellationToken cancellation)
    {
        var vcf = work.Job.Result!.Vcf;
        await using var hot = await files.OpenAsync(vcf.Key, 0, cancellation);
        return hot is null ? null : await files.CopyAsync(hot, JobFiles.VcfAgain(vcf, work.Job.Id, work.Lease.Token), vcf.Sha256, cancellation);
    }

    private async Task TurnBackAsync(JobInHand work, StoredFile copy, CancellationToken cancellation)
    {
        var (archiveId, hot) = (work.Job.ArchiveId!, work.Job.Result!.Vcf);
        if (await ledger.RecordAsync(work.Job, new JobEvent.TurnedBack(work.Lease.Token, copy), cancellation) is null)
        {
            await files.DeleteAsync(copy.Key, CancellationToken.None);
            return;
        }

        await files.DeleteAsync(hot.Key, cancellation);
        await vault.DeleteAsync(archiveId, cancellation);
    }

    private async Task AskAsync(JobInHand work, CancellationToken cancellation)
    {
        var retrieval = work.Job.Retrieval!;
        switch (await vault.FindRetrievalAsync(work.Job.ArchiveId!, retrieval.Id, cancellation))
        {
            case RetrievalState.Ready:
                await ledger.RecordAsync(work.Job, new JobEvent.Thawed(retrieval.Id), cancellation);
                break;
            case RetrievalState.Lost:
                await ledger.RecordAsync(work.Job, new JobEvent.RetrievalLost(work.Lease.Token, retrieval.Id, "The retrieval failed; the next one follows"), cancellation);
                break;
            case RetrievalState.InProgress:
                await DeferAsync(work, "The retrieval is under way", cancellation);
                break;
        }
    }

    private Task<Job?> DeferAsync(JobInHand work, string note, CancellationToken cancellation) =>
        ledger.RecordAsync(work.Job, new JobEvent.WorkDeferred(work.Lease.Token, time.GetUtcNow() + options.Value.PollInterval, note), cancellation);
}
