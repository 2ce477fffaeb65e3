using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Jobs;

/// <summary>The only writer of jobs: load, <see cref="Job.On"/>, save at the version before, send what is next, publish.</summary>
public sealed partial class JobLedger(IJobStore store, IJobQueue queue, JobFeed feed, NoticeBox notices, TimeProvider time, ILogger<JobLedger> logger)
{
    /// <summary>Adds a job and sends its first message. A job that is there already (a repeated upload) is given back as it stands.</summary>
    public async Task<Job> SubmitAsync(Job job, CancellationToken cancellation)
    {
        if (!await store.AddAsync(job, cancellation))
        {
            return await store.FindAsync(job.Id, cancellation) ?? job;
        }

        await AnnounceAsync(job, before: null, cancellation);
        return job;
    }

    /// <summary>Records what happened to the job and gives its new row, or null when that cannot happen to it (any more).</summary>
    public async Task<Job?> RecordAsync(JobId id, JobEvent happened, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) is { } job ? await RecordAsync(job, happened, cancellation) : null;

    /// <summary>As <see cref="RecordAsync(JobId, JobEvent, CancellationToken)"/>, from a row at hand, which is read again if it is no longer the latest.</summary>
    public async Task<Job?> RecordAsync(Job known, JobEvent happened, CancellationToken cancellation)
    {
        for (var job = known; ;)
        {
            var changed = job.On(happened, time.GetUtcNow());
            if (changed is not null && await store.TrySaveAsync(changed, cancellation))
            {
                if (happened is not JobEvent.LeaseRenewed)
                {
                    await AnnounceAsync(changed, job.State, cancellation, isTold: happened is JobEvent.Told);
                }

                return changed;
            }

            var latest = await store.FindAsync(known.Id, cancellation);
            if (latest is null || (changed is null && latest.Version == job.Version))
            {
                LogNotPossible(known.Id, happened.GetType().Name, job.State);
                return null;
            }

            job = latest;
        }
    }

    /// <summary>Removes a row whose files are gone.</summary>
    public async Task<bool> RemoveAsync(Job job, CancellationToken cancellation)
    {
        var removed = await store.TryRemoveAsync(job.Id, job.Version, cancellation);
        if (removed)
        {
            feed.Publish(new JobChange(job) { Removed = true, Before = job.State });
        }

        return removed;
    }

    /// <summary>The row is committed; from here on nothing may fail the caller. A message that could not be sent is sent by the sweeper.</summary>
    /// <param name="isTold">Whoever tells the owner goes on by themselves.</param>
    private async Task AnnounceAsync(Job job, JobState? before, CancellationToken cancellation, bool isTold = false)
    {
        feed.Publish(new JobChange(job) { Before = before });
        var now = time.GetUtcNow();
        if (job.Next is { } stage && job.ReadyAt <= now)
        {
            await NudgeAsync(stage, job, cancellation);
        }

        // A nudge means that telling at once has come to nothing.
        if (!isTold && job.Lease is null && job.NoticeAt <= now && !(job.Nudges == 0 && notices.TryPut(job)))
        {
            await NudgeAsync(Stage.Notify, job, cancellation);
        }
    }

    private async Task NudgeAsync(Stage stage, Job job, CancellationToken cancellation)
    {
        try
        {
            await queue.SendAsync(stage, job.Id, TimeSpan.Zero, cancellation);
        }
        catch (Exception exception)
        {
            LogNotSent(exception, job.Id, stage);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{Event} cannot happen to job {JobId}, which is {State}; dropped.")]
    private partial void LogNotPossible(JobId jobId, string @event, JobState state);

    [LoggerMessage(2, LogLevel.Warning, "The message for job {JobId} to stage {Stage} could not be sent; the sweeper will send it.")]
    private partial void LogNotSent(Exception exception, JobId jobId, Stage stage);
}
