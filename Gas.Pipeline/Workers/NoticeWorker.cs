using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Workers;

/// <summary>
/// Tells owners what has become of their jobs. It works beside the stages and claims no job: the message's lease keeps two workers from telling the same,
/// and the row remembers what is still to be told.
/// </summary>
public sealed partial class NoticeWorker(
    IJobStore store,
    IJobQueue queue,
    INotifier notifier,
    NoticeBox box,
    JobLedger ledger,
    TimeProvider time,
    IOptions<PipelineOptions> options,
    ILogger<NoticeWorker> logger) : BackgroundService
{
    private const int Concurrency = 4;

    /// <summary>
    /// Tries in a row; after them the message is set aside, and the sweeper sends another when it finds the notice still there. Deliveries count here, although
    /// one may end without a try: they only set the pace, and a notice is given up by its age.
    /// </summary>
    private const int MaxAttempts = 5;

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    /// <summary>News this old is none.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    /// <summary>What has lain in the box for longer is left to the sweeper, which sends a message when twice this time is over: nobody tells beside it.</summary>
    private static readonly TimeSpan Fresh = Job.Patience / 2;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(WorkOffMessagesAsync(stoppingToken), EmptyBoxAsync(stoppingToken));

    private async Task EmptyBoxAsync(CancellationToken stopping)
    {
        try
        {
            await Parallel.ForEachAsync(
                box.TakeAllAsync(stopping),
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = stopping },
                async (job, cancellation) => await TellAtOnceAsync(job, cancellation));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            box.Close();
        }
    }

    /// <summary>Tells of a change that was committed a moment ago. What goes wrong is tried again by messages.</summary>
    private async Task TellAtOnceAsync(Job job, CancellationToken cancellation)
    {
        if (time.GetUtcNow() - job.UpdatedAt > Fresh)
        {
            return;
        }

        try
        {
            await TellAsync(job, (failed, notice, exception) => SendLaterAsync(failed, notice, exception, cancellation), cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogLeft(exception, job.Id);
        }
    }

    private async Task<bool> SendLaterAsync(Job job, JobNotice notice, Exception exception, CancellationToken cancellation)
    {
        var wait = BackOff.After(1, options.Value.RetryDelay);
        LogRetry(exception, job.Id, notice, 1, wait);
        await queue.SendAsync(Stage.Notify, job.Id, wait, cancellation);
        return false;
    }

    private async Task WorkOffMessagesAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                var deliveries = await queue.ReceiveAsync(Stage.Notify, Concurrency, LeaseTime, stoppingToken);
                // Two messages for one job, of which one had been returned, would tell the same side by side.
                await Task.WhenAll(deliveries.GroupBy(delivery => delivery.Job).Select(same => TellAsync(same, stoppingToken)));
                failures = 0;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                var wait = BackOff.After(++failures, TimeSpan.FromSeconds(1));
                LogLoopFailed(exception, wait);
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task TellAsync(IEnumerable<Delivery> deliveries, CancellationToken cancellation)
    {
        foreach (var delivery in deliveries)
        {
            await TellAsync(delivery, cancellation);
        }
    }

    /// <summary>Works off one delivery.</summary>
    internal async Task TellAsync(Delivery delivery, CancellationToken cancellation)
    {
        var job = await store.FindAsync(delivery.Job, cancellation);
        if (await TellAsync(job, (failed, notice, exception) => SettleFailureAsync(delivery, failed, notice, exception, cancellation), cancellation))
        {
            await queue.CompleteAsync(delivery, cancellation);
        }
    }

    /// <summary>Tells all that is due; false when something is still to be told.</summary>
    /// <param name="settleFailure">True when the notice is given up.</param>
    private async Task<bool> TellAsync(Job? job, Func<Job, JobNotice, Exception, Task<bool>> settleFailure, CancellationToken cancellation)
    {
        while (job is { NextNotice: var notice and not JobNotice.None } && job.NoticeAt <= time.GetUtcNow())
        {
            try
            {
                await notifier.NotifyAsync(job, notice, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                if (!await settleFailure(job, notice, exception))
                {
                    return false;
                }
            }

            // Not cancelled: what has been told and is not recorded is told again after the restart.
            job = await ledger.RecordAsync(job, new JobEvent.Told(notice), CancellationToken.None);
        }

        return true;
    }

    /// <summary>True when the notice is given up.</summary>
    private async Task<bool> SettleFailureAsync(Delivery delivery, Job job, JobNotice notice, Exception exception, CancellationToken cancellation)
    {
        if (job.NoticeAt + GiveUpAfter <= time.GetUtcNow())
        {
            LogGivenUp(exception, job.Id, notice);
            return true;
        }

        if (delivery.Attempt < MaxAttempts)
        {
            var wait = BackOff.After(delivery.Attempt, options.Value.RetryDelay);
            LogRetry(exception, job.Id, notice, delivery.Attempt, wait);
            await queue.ReturnAsync(delivery, wait, cancellation);
        }
        else
        {
            LogSetAside(exception, job.Id, notice);
            await queue.BuryAsync(delivery, $"{exception.GetType().Name}: {exception.Message}", cancellation);
        }

        return false;
    }

    [LoggerMessage(1, LogLevel.Error, "The notices could not be worked off; next try in {Wait}.")]
    private partial void LogLoopFailed(Exception exception, TimeSpan wait);

    [LoggerMessage(2, LogLevel.Warning, "The owner of job {JobId} could not be told {Notice} at attempt {Attempt}; next try in {Wait}.")]
    private partial void LogRetry(Exception exception, JobId jobId, JobNotice notice, int attempt, TimeSpan wait);

    [LoggerMessage(3, LogLevel.Error, "The owner of job {JobId} could not be told {Notice}; the message is among the dead letters, and is tried again later.")]
    private partial void LogSetAside(Exception exception, JobId jobId, JobNotice notice);

    [LoggerMessage(4, LogLevel.Error, "The owner of job {JobId} could not be told {Notice} for a day; it is given up.")]
    private partial void LogGivenUp(Exception exception, JobId jobId, JobNotice notice);

    [LoggerMessage(5, LogLevel.Warning, "The owner of job {JobId} could not be told at once; the sweeper will send a message.")]
    private partial void LogLeft(Exception exception, JobId jobId);
}
