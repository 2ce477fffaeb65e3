using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers;

/// <summary>
/// Deletes owners who leave: all their jobs first, a page at a time, and the account last, which keeps the wish until then, so that no crash loses it.
/// That none is left is what the kept counts say, in which a row stands until it is gone, and the list, since a provider's counts may lag.
/// </summary>
public sealed partial class OwnerDeletionWorker(IOwners owners, IJobStore store, JobLedger ledger, TimeProvider time, ILogger<OwnerDeletionWorker> logger) : BackgroundService
{
    /// <summary>Jobs of one owner that are being deleted at once, about: as many again follow when fewer are left.</summary>
    public const int PageSize = 200;

    /// <summary>How often it looks for owners who leave, of whom nobody has told.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks while somebody's jobs are going.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private const int BatchSize = 100;

    private readonly WorkerBell _bell = new();

    /// <summary>Says that an owner has asked to be deleted just now.</summary>
    public void Wake() => _bell.Ring();

    /// <summary>Goes one step with each owner who leaves; the number of those who are not gone yet.</summary>
    public async Task<int> StepAsync(CancellationToken cancellation)
    {
        var left = 0;
        for (UserId? after = null; ;)
        {
            var leaving = await owners.LeavingAsync(after, BatchSize, cancellation);
            foreach (var owner in leaving)
            {
                left += await TryStepAsync(owner, cancellation) ? 0 : 1;
            }

            if (leaving.Count < BatchSize)
            {
                return left;
            }

            after = leaving[^1];
        }
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Interval;
            try
            {
                wait = await StepAsync(stoppingToken) > 0 ? Pace : Interval;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await _bell.WaitAsync(wait, time, stoppingToken);
        }
    }

    /// <summary>One owner's trouble is not another's.</summary>
    private async Task<bool> TryStepAsync(UserId owner, CancellationToken cancellation)
    {
        try
        {
            return await StepAsync(owner, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogNotDeleted(exception, owner);
            return false;
        }
    }

    /// <summary>True when the owner is gone. No cursor is needed: rows that are being deleted are on no page.</summary>
    private async Task<bool> StepAsync(UserId owner, CancellationToken cancellation)
    {
        var counts = await store.CountAsync(owner, cancellation);
        if (counts.GetValueOrDefault(JobState.Deleting).Jobs >= PageSize)
        {
            return false;
        }

        var page = await store.PageAsync(new JobQuery { Owner = owner, Size = PageSize }, cancellation);
        if (counts.Count == 0 && page is { Jobs.Count: 0, Next: null })
        {
            await owners.RemoveAsync(owner, cancellation);
            LogGone(owner);
            return true;
        }

        // Together, so that their commits are shared.
        await Task.WhenAll(page.Jobs.Select(job => ledger.RecordAsync(job, new JobEvent.DeleteRequested(), cancellation)));
        return false;
    }

    [LoggerMessage(1, LogLevel.Information, "Owner {Owner} is deleted; no job was left.")]
    private partial void LogGone(UserId owner);

    [LoggerMessage(2, LogLevel.Error, "Owner {Owner} could not be deleted now; the next round goes on.")]
    private partial void LogNotDeleted(Exception exception, UserId owner);

    [LoggerMessage(3, LogLevel.Error, "Owners who leave could not be looked for; the next round will do it.")]
    private partial void LogFailed(Exception exception);
}
