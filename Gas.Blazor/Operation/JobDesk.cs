using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Operation;

/// <summary>
/// What admins do with jobs of anybody, one or all that match. Each call looks afresh whether who asks is an admin now, and each job that was touched has its
/// line in the audit trail.
/// </summary>
public sealed class JobDesk(IJobStore store, IJobQueue queue, JobLedger ledger, AccountStanding standing, AuditTrail trail)
{
    private const int Chunk = 200;
    private static string TooLate => L["That came too late: the job has moved on meanwhile."];

    /// <summary>Null when it is done, or a sentence that says why not.</summary>
    public async Task<string?> ActAsync(ClaimsPrincipal admin, JobId id, JobDeed deed, CancellationToken cancellation)
    {
        if (!await IsAdminAsync(admin, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        return await store.FindAsync(id, cancellation) is { } job && await DoAsync(admin, job, deed, cancellation) ? null : TooLate;
    }

    /// <summary>To how many of the jobs that match this can be done; counted, not guessed.</summary>
    public async Task<long> CountAsync(JobQuery query, JobDeed deed, CancellationToken cancellation)
    {
        var count = 0L;
        await foreach (var job in AllAsync(query, cancellation))
        {
            count += deed.Fits(job) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Does it to all that match, newest first. Cancelled, it stops between two jobs; what is done stays done.</summary>
    /// <param name="filter">What was looked for, for the trail.</param>
    /// <returns>How many it was done to, or a sentence that says why it was not begun.</returns>
    public async Task<(long Done, string? Refusal)> ActOnAllAsync(ClaimsPrincipal admin, JobQuery query, JobDeed deed, string filter, IProgress<long> progress, CancellationToken cancellation)
    {
        if (!await IsAdminAsync(admin, cancellation))
        {
            return (0, AccountStanding.NotAdmin);
        }

        var done = 0L;
        try
        {
            await foreach (var job in AllAsync(query, cancellation))
            {
                if (deed.Fits(job) && await DoAsync(admin, job, deed, CancellationToken.None))
                {
                    progress.Report(++done);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Whoever asked for it has thought better of it.
        }
        finally
        {
            await trail.NoteAsync(admin, AuditAction.JobsChanged, "", $"{deed.English()}: {done} jobs; {filter}");
        }

        return (done, null);
    }

    private async IAsyncEnumerable<Job> AllAsync(JobQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = query with { Cursor = null, Size = Chunk }; ;)
        {
            var page = await store.PageAsync(next, cancellation);
            foreach (var job in page.Jobs)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return job;
            }

            if (page.Next is null)
            {
                yield break;
            }

            next = next with { Cursor = page.Next };
        }
    }

    private async Task<bool> DoAsync(ClaimsPrincipal admin, Job job, JobDeed deed, CancellationToken cancellation)
    {
        var (wish, action) = deed switch
        {
            JobDeed.Cancel => ((JobEvent?)new JobEvent.Cancelled(), AuditAction.JobCancelled),
            JobDeed.Retry => (new JobEvent.RetryRequested(), AuditAction.JobRetried),
            JobDeed.Delete => (new JobEvent.DeleteRequested(), AuditAction.JobDeleted),
            JobDeed.Requeue => (null, AuditAction.JobRequeued),
        };
        if (!deed.Fits(job))
        {
            return false;
        }

        // What is deleted cannot tell of it afterwards: the line comes first.
        var isDeletion = deed == JobDeed.Delete;
        if (isDeletion)
        {
            await trail.NoteAsync(admin, action, job.Id.ToString(), job.FileName);
        }

        if (wish is null)
        {
            await queue.SendAsync(job.Next!.Value, job.Id, TimeSpan.Zero, cancellation);
        }
        else if (await ledger.RecordAsync(job, wish, cancellation) is null)
        {
            return false;
        }

        if (!isDeletion)
        {
            await trail.NoteAsync(admin, action, job.Id.ToString(), job.FileName);
        }

        return true;
    }

    private async Task<bool> IsAdminAsync(ClaimsPrincipal admin, CancellationToken cancellation) =>
        admin.FindUserId() is { } by && await standing.IsAdminAsync(by, cancellation);
}
