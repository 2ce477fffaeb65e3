using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers;

public sealed partial class StageWorker
{
    private async Task SettleFailureAsync(JobInHand work, Exception exception)
    {
        if (work.Attempt >= _options.MaxAttempts)
        {
            LogGaveUp(exception, work.Job.Id, handler.Stage, work.Attempt);
            var failure = new JobFailure(Fault.Service, $"The service failed {work.Attempt} times at this job ({Describe(exception)}). Your file is kept: try again later, and tell the operator of this service if it happens again.");
            if (await ledger.RecordAsync(work.Job, new JobEvent.WorkFailed(work.Lease.Token, failure), CancellationToken.None) is null)
            {
                // A state that cannot fail, such as Deleting, rests and is swept up again.
                await ledger.RecordAsync(work.Job, new JobEvent.WorkDeferred(work.Lease.Token, time.GetUtcNow() + RestAfterGivingUp, failure.Reason), CancellationToken.None);
            }

            await queue.BuryAsync(work.Delivery, $"{exception.GetType().Name}: {exception.Message}", CancellationToken.None);
            return;
        }

        var wait = BackOff.After(work.Attempt, _options.RetryDelay);
        LogRetry(exception, work.Job.Id, handler.Stage, work.Attempt, wait);
        await ledger.RecordAsync(work.Job, new JobEvent.TryFailed(work.Lease.Token, time.GetUtcNow() + wait, $"Trying again: {Describe(exception)}"), CancellationToken.None);
        await queue.ReturnAsync(work.Delivery, wait, CancellationToken.None);
    }

    /// <summary>What a user may know of our faults: kinds that they can understand, never a message from within.</summary>
    private static string Describe(Exception exception) => exception switch
    {
        FileStoreFullException => "its storage is full",
        IOException => "a file could not be read or written",
        TimeoutException => "a part of it did not answer in time",
        _ => "an unexpected error",
    };

    [LoggerMessage(1, LogLevel.Error, "The {Stage} worker could not receive; next try in {Wait}.")]
    private partial void LogLoopFailed(Exception exception, Stage stage, TimeSpan wait);

    [LoggerMessage(2, LogLevel.Error, "The delivery of job {JobId} to {Stage} could not be settled; it will come again.")]
    private partial void LogDeliveryFailed(Exception exception, JobId jobId, Stage stage);

    [LoggerMessage(3, LogLevel.Warning, "{Stage} of job {JobId} failed at attempt {Attempt}; next try in {Wait}.")]
    private partial void LogRetry(Exception exception, JobId jobId, Stage stage, int attempt, TimeSpan wait);

    [LoggerMessage(4, LogLevel.Error, "{Stage} of job {JobId} failed at attempt {Attempt} and is given up; its message is among the dead letters.")]
    private partial void LogGaveUp(Exception exception, JobId jobId, Stage stage, int attempt);

    [LoggerMessage(5, LogLevel.Information, "{Stage} of job {JobId}: {Outcome} after {Time}.")]
    private partial void LogWorked(Stage stage, JobId jobId, string outcome, TimeSpan time);
}
