using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers;

/// <summary>Renews the claims of one worker on row and message, and stops the work whose claim is gone, or that the user no longer wants.</summary>
internal sealed partial class LeaseKeeper(JobLedger ledger, IJobQueue queue, JobFeed feed, TimeProvider time, TimeSpan leaseTime, ILogger logger)
{
    private readonly ConcurrentDictionary<JobId, JobInHand> _held = new();

    public void Hold(JobInHand work) => _held[work.Job.Id] = work;

    public void LetGo(JobInHand work) => _held.TryRemove(KeyValuePair.Create(work.Job.Id, work));

    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(RenewAsync(cancellation), ListenAsync(cancellation));

    private async Task RenewAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(leaseTime / 3, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await Task.WhenAll(_held.Values.Select(work => RenewAsync(work, cancellation)));
        }
    }

    private async Task RenewAsync(JobInHand work, CancellationToken cancellation)
    {
        try
        {
            var renewed = work.Lease with { Until = time.GetUtcNow() + leaseTime };
            if (await ledger.RecordAsync(work.Job, new JobEvent.LeaseRenewed(renewed), cancellation) is { } job)
            {
                work.Job = job;
                await queue.ExtendAsync(work.Delivery, leaseTime, cancellation);
            }
            else if (_held.ContainsKey(work.Job.Id))
            {
                work.Stop();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The store may be back before the lease lapses; if not, the next save fails on the token.
            LogNotRenewed(exception, work.Job.Id);
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        using var subscription = feed.WatchAll(_held.ContainsKey);
        await foreach (var changes in subscription.ReadAllAsync(cancellation))
        {
            foreach (var change in changes)
            {
                if (_held.TryGetValue(change.Job.Id, out var work) && TakesAway(change, work))
                {
                    work.Stop();
                }
            }
        }
    }

    private static bool TakesAway(JobChange change, JobInHand work) =>
        change.Removed
        || (change.Job.State is JobState.Cancelled or JobState.Deleting && work.Job.State != change.Job.State)
        || (change.Job.Lease is { } lease && lease.Token != work.Lease.Token && change.Job.Version > work.Job.Version);

    [LoggerMessage(1, LogLevel.Warning, "The claim on job {JobId} could not be renewed; trying again.")]
    private partial void LogNotRenewed(Exception exception, JobId jobId);
}
