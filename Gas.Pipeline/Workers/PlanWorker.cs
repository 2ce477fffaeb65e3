using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers;

/// <summary>
/// Tells an owner's jobs that the plan has changed, page by page; what follows from it is each job's own affair. The account keeps the change until
/// all jobs know, so that no crash loses it.
/// </summary>
public sealed partial class PlanWorker(IOwners owners, IJobStore store, JobLedger ledger, PlanCatalog plans, TimeProvider time, ILogger<PlanWorker> logger) : BackgroundService
{
    /// <summary>How often changes are looked for that nobody has announced: a downgrade whose date has come, or one made by another process.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int BatchSize = 20;
    private const int PageSize = 200;

    private readonly WorkerBell _bell = new();

    /// <summary>Says that a plan has been changed just now.</summary>
    public void Wake() => _bell.Ring();

    /// <summary>Works off what is due now; the number of changes settled.</summary>
    public async Task<int> ApplyAsync(CancellationToken cancellation)
    {
        var changes = await owners.PlanChangesAsync(BatchSize, cancellation);
        foreach (var change in changes)
        {
            await ApplyAsync(change, cancellation);
            await owners.SettleAsync(change, cancellation);
        }

        return changes.Count;
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
            try
            {
                while (await ApplyAsync(stoppingToken) == BatchSize)
                {
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await _bell.WaitAsync(Interval, time, stoppingToken);
        }
    }

    /// <summary>A job that is submitted meanwhile lies above the first page; it learns of the plan when it is completed, before which no plan matters to it.</summary>
    private async Task ApplyAsync(PlanChange change, CancellationToken cancellation)
    {
        var changed = new JobEvent.PlanChanged(plans.TermsOf(change.Plan));
        var jobs = 0;
        for (var query = new JobQuery { Owner = change.Owner, Size = PageSize }; query is not null;)
        {
            var page = await store.PageAsync(query, cancellation);
            // Together, so that their commits are shared.
            await Task.WhenAll(page.Jobs.Where(job => job.On(changed, time.GetUtcNow()) is not null).Select(job => ledger.RecordAsync(job, changed, cancellation)));
            jobs += page.Jobs.Count;
            query = page.Next is null ? null : query with { Cursor = page.Next };
        }

        LogApplied(change.Owner, change.Plan.Plan, jobs);
    }

    [LoggerMessage(1, LogLevel.Information, "Owner {Owner} is {Plan} now; {Jobs} jobs were looked at.")]
    private partial void LogApplied(UserId owner, Plan plan, int jobs);

    [LoggerMessage(2, LogLevel.Error, "Changes of plan could not be passed on; the next round will do it.")]
    private partial void LogFailed(Exception exception);
}
