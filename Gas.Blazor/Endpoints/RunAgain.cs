using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gas.Blazor.Endpoints;

/// <summary><c>POST /api/jobs/{id}/again?reference=…&amp;strict=…</c>: a new job over a copy of the same file. What is not said stays as it was; the old job and its result stay, too.</summary>
public sealed class RunAgain(JobAccess access, UploadDoor door, UploadIntake intake, UploadEntry entry, IFileStore files, AuditTrail trail, RateLimits limits, TimeProvider time)
{
    public static Task<IResult> HandleAsync(Guid id, HttpContext context, [AsParameters] UploadQuery query, RunAgain again, CancellationToken cancellation)
    {
        var next = JobId.New(again.Now);
        return again.Entry.OrExplainAsync(context, next, () => again.RunAsync(context.User, new JobId(id), next, query, cancellation), cancellation);
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private UploadEntry Entry => entry;

    /// <summary>The new job's id, or a sentence that says why there is none.</summary>
    public async Task<(JobId? Id, string? Refusal)> RunAsync(ClaimsPrincipal user, JobId job, UploadQuery query, CancellationToken cancellation) =>
        await RunAsync(user, job, JobId.New(Now), query, cancellation) switch
        {
            IValueHttpResult { Value: UploadReceipt receipt } => (receipt.Id, null),
            ProblemHttpResult problem => (null, problem.ProblemDetails.Detail),
            _ => (null, "Your account may not submit jobs. Sign in again."),
        };

    private async Task<IResult> RunAsync(ClaimsPrincipal user, JobId id, JobId next, UploadQuery query, CancellationToken cancellation)
    {
        if (await access.FindAsync(user, id, cancellation) is not { } job || job.Owner != user.FindUserId() || job.State == JobState.Deleting)
        {
            return Problem.NoSuchJob;
        }

        using var place = limits.BeginUpload(job.Owner, out var busy);
        if (busy is not null)
        {
            return Problem.TooManyUploads(busy);
        }

        var asked = query with
        {
            Name = job.FileName,
            Reference = query.Reference ?? job.Reference,
            Strict = query.Strict ?? job.Options.Strict,
            Phasing = query.Phasing ?? job.Options.Phasing,
            Annotator = query.Annotator ?? job.Options.Annotator,
        };
        var (admission, refusal) = await door.AdmitAsync(user, asked, job.Input.Length, cancellation);
        if (admission is null)
        {
            return refusal!;
        }

        await using var input = await files.OpenAsync(job.Input.Key, 0, cancellation);
        if (input is null)
        {
            return Problem.NoSuchJob;
        }

        // Each job has files of its own, so that either can be deleted without the other.
        var taken = await intake.TakeAsync(input, JobFiles.NewInput(next), admission.Reference, admission.Limit, cancellation);
        if (taken.File is not { } copy)
        {
            return taken.Refusal!;
        }

        await trail.NoteAsync(user, AuditAction.JobRepeated, id.ToString(), job.FileName);
        return await entry.AddAsync(user, next, admission, asked, copy);
    }
}
