using System.Security.Claims;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Account;

/// <summary>The one place that decides who may see or change a job. A foreign job answers like a missing one.</summary>
public sealed class JobAccess(IJobStore store, JobLedger ledger, AuditTrail trail)
{
    /// <summary>The job if it exists and belongs to the user or the user is an admin; else null.</summary>
    public async Task<Job?> FindAsync(ClaimsPrincipal user, JobId id, CancellationToken cancellation)
    {
        var job = await store.FindAsync(id, cancellation);
        if (job is null || !MaySee(user, job))
        {
            return null;
        }

        if (user.FindUserId() != job.Owner)
        {
            await trail.NoteOnceAsync(user, AuditAction.ForeignJobSeen, id.ToString(), job.FileName);
        }

        return job;
    }

    /// <summary>Records what the user asks for; null when the job is not theirs or can no longer do that.</summary>
    public async Task<Job?> RecordAsync(ClaimsPrincipal user, JobId id, JobEvent wish, CancellationToken cancellation)
    {
        if (await FindAsync(user, id, cancellation) is not { } job || (wish is JobEvent.Labelled && user.FindUserId() != job.Owner))
        {
            return null;
        }

        // What is deleted cannot tell of it afterwards: the line comes first.
        var isDeletion = wish is JobEvent.DeleteRequested && job.State != JobState.Deleting;
        if (isDeletion)
        {
            await trail.NoteAsync(user, ActionOf(wish), id.ToString(), job.FileName);
        }

        if (await ledger.RecordAsync(job, wish, cancellation) is not { } changed)
        {
            return null;
        }

        if (!isDeletion)
        {
            await trail.NoteAsync(user, ActionOf(wish), id.ToString(), job.FileName);
        }

        return changed;
    }

    private static AuditAction ActionOf(JobEvent wish) => wish switch
    {
        JobEvent.Cancelled => AuditAction.JobCancelled,
        JobEvent.RetryRequested => AuditAction.JobRetried,
        JobEvent.DeleteRequested => AuditAction.JobDeleted,
        JobEvent.Labelled => AuditAction.JobLabelled,
        _ => throw new ArgumentOutOfRangeException(nameof(wish), wish, "No user may ask for this."),
    };

    public static bool MaySee(ClaimsPrincipal user, Job job) =>
        user.Identity?.IsAuthenticated == true && (user.FindUserId() == job.Owner || user.IsInRole(Roles.Admin));
}
