using System.Security.Claims;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Account;

/// <summary>The one place that decides who may see or change a job. A foreign job answers like a missing one.</summary>
public sealed class JobAccess(IJobStore store, JobLedger ledger)
{
    /// <summary>The job if it exists and belongs to the user or the user is an admin; else null.</summary>
    public async Task<Job?> FindAsync(ClaimsPrincipal user, JobId id, CancellationToken cancellation)
    {
        var job = await store.FindAsync(id, cancellation);
        return job is not null && MaySee(user, job) ? job : null;
    }

    /// <summary>Records what the user asks for; null when the job is not theirs or can no longer do that.</summary>
    public async Task<Job?> RecordAsync(ClaimsPrincipal user, JobId id, JobEvent wish, CancellationToken cancellation) =>
        await FindAsync(user, id, cancellation) is { } job ? await ledger.RecordAsync(job, wish, cancellation) : null;

    public static bool MaySee(ClaimsPrincipal user, Job job) =>
        user.Identity?.IsAuthenticated == true && (user.FindUserId() == job.Owner || user.IsInRole(Roles.Admin));
}
