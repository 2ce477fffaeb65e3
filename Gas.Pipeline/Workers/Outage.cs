using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers;

/// <summary>What one worker does while a service is away: it gives its jobs back, no try counted, as soon as the store takes that, and rests before it takes others.</summary>
internal sealed partial class Outage(IServices services, JobLedger ledger, IJobQueue queue, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private long _restsUntil;

    public bool Explains(Exception exception) => services.IsOutage(exception);

    /// <summary>Until the worker may take new jobs.</summary>
    public Task RestAsync(CancellationToken cancellation)
    {
        var rest = new DateTimeOffset(Interlocked.Read(ref _restsUntil), TimeSpan.Zero) - time.GetUtcNow();
        return rest > TimeSpan.Zero ? Task.Delay(rest, time, cancellation) : Task.CompletedTask;
    }

    public async Task GiveBackAsync(JobInHand work, Exception exception, CancellationToken drained)
    {
        while (true)
        {
            var wait = BackOff.After(1, Rest);
            var until = time.GetUtcNow() + wait;
            Interlocked.Exchange(ref _restsUntil, until.UtcTicks);
            LogAway(exception, work.Job.Id, wait);
            try
            {
                await ledger.RecordAsync(work.Job, new JobEvent.HandedBack(work.Lease.Token, until), CancellationToken.None);
                await queue.ReturnAsync(work.Delivery, wait, CancellationToken.None);
                return;
            }
            catch (Exception again) when (Explains(again) && !drained.IsCancellationRequested)
            {
                exception = again;
                await Task.Delay(wait, time, drained).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(5, LogLevel.Warning, "Job {JobId} is given back because a service does not answer; the next try is in {Wait} and is not counted.")]
    private partial void LogAway(Exception exception, JobId jobId, TimeSpan wait);
}
