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
        // Whoever removes the hot copy needs this claim, so what is here stays here.
        if (job.HotUntil is not null && await files.LengthAsync(job.Result!.Vcf.Key, cancellation) == job.Result.Vcf.Length)
        {
            if (await ledger.RecordAsync(job, new JobEvent.TurnedBack(token), cancellation) is not null)
            {
                await vault.DeleteAsync(archiveId, cancellation);
            }

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

    private async Task AskAsync(JobInHand work, CancellationToken cancellation)
    {
        var retrieval = work.Job.Retrieval!;
        switch (await vault.FindRetrievalAsync(work.Job.ArchiveId!, retrieval.Id, cancellation))
        {
            case RetrievalState.Ready:
                await ledger.RecordAsync(work.Job, new JobEvent.Thawed(retrieval.Id), cancellation);
                break;
            case RetrievalState.Lost:
                await ledger.RecordAsync(work.Job, new JobEvent.RetrievalLost(retrieval.Id, "The retrieval failed; the next one follows"), cancellation);
                break;
            case RetrievalState.InProgress:
                await DeferAsync(work, "The retrieval is under way", cancellation);
                break;
        }
    }

    private Task<Job?> DeferAsync(JobInHand work, string note, CancellationToken cancellation) =>
        ledger.RecordAsync(work.Job, new JobEvent.WorkDeferred(work.Lease.Token, time.GetUtcNow() + options.Value.PollInterval, note), cancellation);
}
