using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Workers;

/// <summary>Any job that is due gets its message again. It turns waiting times into work and heals every lost message and every dead worker.</summary>
public sealed partial class JobSweeper(IJobStore store, JobLedger ledger, TimeProvider time, IOptions<PipelineOptions> options, ILogger<JobSweeper> logger) : BackgroundService
{
    private const int BatchSize = 200;

    /// <summary>Until then a lapsed lease says nothing of its worker: nobody could renew one while the store was down.</summary>
    private DateTimeOffset _leasesCountFrom;

    /// <summary>Looks once at what is due now; the number of jobs that moved.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var moved = 0;
        var now = time.GetUtcNow();
        foreach (var job in await DueAsync(now, cancellation))
        {
            if (job.Lease is not null && now < _leasesCountFrom)
            {
                continue;
            }

            JobEvent happened = job switch
            {
                { Lease: not null } => new JobEvent.LeaseLapsed(options.Value.MaxAttempts),
                { ExpiresAt: { } expires } when expires <= now => new JobEvent.DeleteRequested(),
                _ => new JobEvent.Nudged(),
            };
            if (await ledger.RecordAsync(job, happened, cancellation) is not null)
            {
                LogSwept(job.Id, job.State, happened.GetType().Name);
                moved++;
            }
        }

        return moved;
    }

    private async Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            return await store.DueAsync(now, BatchSize, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            _leasesCountFrom = time.GetUtcNow() + options.Value.LeaseTime;
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A full batch that moved means that more may be due.
                while (await SweepAsync(stoppingToken) == BatchSize)
                {
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }

            await Task.Delay(options.Value.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Job {JobId} was due in state {State}: {Event}.")]
    private partial void LogSwept(JobId jobId, JobState state, string @event);

    [LoggerMessage(2, LogLevel.Error, "The sweep failed; the next one will do its work.")]
    private partial void LogFailed(Exception exception);
}
