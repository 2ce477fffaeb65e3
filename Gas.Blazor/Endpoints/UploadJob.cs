using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Endpoints;

/// <summary>
/// <c>POST /api/jobs?name=FILE.vcf&amp;reference=NC_045512.2&amp;strict=false</c> with the file itself as the body:
/// <c>curl -u you@lab.org --data-binary @FILE.vcf "http://…/api/jobs?name=FILE.vcf"</c>. With an <c>Idempotency-Key</c> it can be repeated and makes one job.
/// </summary>
public sealed partial class UploadJob(UploadIntake intake, IJobStore store, IFileStore files, JobLedger ledger, ReferenceCatalog references, AnnotatorCatalog annotators, IOwners owners, PlanCatalog plans, AccountStanding standing, AuditTrail trail, TimeProvider time, ILogger<UploadJob> logger)
{
    public static Task<IResult> HandleAsync(HttpContext context, [AsParameters] UploadQuery query, UploadJob upload, CancellationToken cancellation) =>
        upload.RunAsync(context, query, cancellation);

    private async Task<IResult> RunAsync(HttpContext context, UploadQuery query, CancellationToken cancellation)
    {
        if (context.User.FindUserId() is not { } user || !await standing.IsActiveAsync(user, cancellation))
        {
            return TypedResults.Unauthorized();
        }

        if (IdempotencyKey.IdFor(context.Request, user, time.GetUtcNow()) is not { } id)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "Wrong key", $"{IdempotencyKey.Header} must be 1 to {IdempotencyKey.Longest} printable ASCII characters.");
        }

        if (!TryFindReference(query.Reference, out var reference, out var refusal))
        {
            return refusal!;
        }

        if (query.Annotator is { Length: > 0 } annotator && !annotators.Offered(reference!.Name).Any(offered => string.Equals(offered.Name, annotator, StringComparison.OrdinalIgnoreCase)))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "Unknown annotator", $"annotator must be one of those offered for {reference.Name}: {string.Join(", ", annotators.Offered(reference.Name).Select(offered => offered.Name ?? "none (the service's own engine)"))}.");
        }

        // The plan is read from the account now: the session may be days old.
        var owner = await owners.PlanAsync(user, cancellation);
        var limit = intake.LimitOf(owner.Plan);
        if (context.Request.ContentLength > limit.Bytes)
        {
            return Problem.TooLarge(limit);
        }

        try
        {
            return await FindKnownAsync(context.Request, id, user, cancellation) is { } known
                ? Repeated(known)
                : await TakeAsync(context.Request.Body, context.User, id, user, owner, reference!, query, cancellation);
        }
        catch (BadHttpRequestException broken)
        {
            LogBrokenOff(id, broken.StatusCode);
            return Problem.Of(broken.StatusCode, "Upload broken off", "The body ended before the file was complete. Nothing was kept; send it again.");
        }
        catch (FileStoreFullException full)
        {
            LogFailed(full, id);
            return Problem.Of(StatusCodes.Status507InsufficientStorage, "Storage full", "The service has no room for this file. Nothing was kept; tell the operator, and send it again later.");
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            LogFailed(fault, id);
            context.Response.Headers.RetryAfter = "30";
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "Storage not available", "The service cannot take the file now. Send it again in a minute, with the same Idempotency-Key if you gave one.");
        }
    }

    /// <summary>Asked first, so that a repeated upload costs nothing, and none is taken while the store is down.</summary>
    private async Task<Job?> FindKnownAsync(HttpRequest request, JobId id, UserId user, CancellationToken cancellation)
    {
        if (IdempotencyKey.IsGiven(request))
        {
            return await store.FindAsync(id, cancellation);
        }

        // A new id is nobody's; the counts are what is asked of the store next.
        await store.GlanceAsync(user, cancellation);
        return null;
    }

    private async Task<IResult> TakeAsync(Stream body, ClaimsPrincipal by, JobId id, UserId owner, OwnerPlan plan, ReferenceBundle reference, UploadQuery query, CancellationToken cancellation)
    {
        // A key of this upload's own: of two at once with the same idempotency key, neither overwrites the other's file.
        var key = $"{JobFiles.Input(id)}-{Guid.NewGuid():n}";
        var taken = await intake.TakeAsync(body, key, reference, intake.LimitOf(plan.Plan), cancellation);
        if (taken.File is not { } input)
        {
            return taken.Refusal!;
        }

        // The file may have taken hours: who has been disabled or deleted meanwhile makes no job any more.
        if (!await standing.IsActiveAsync(owner, CancellationToken.None))
        {
            await files.DeleteAsync(key, CancellationToken.None);
            return TypedResults.Unauthorized();
        }

        var name = FileName.Clean(query.Name);
        var options = new AnnotationOptions { Strict = query.Strict ?? false, Phasing = query.Phasing ?? Phasing.None, Annotator = string.IsNullOrEmpty(query.Annotator) ? null : query.Annotator };
        // The file is whole: the caller may hang up now, the job goes on.
        var job = await ledger.SubmitAsync(Job.Submitted(id, owner, plans.TermsOf(plan), name.Value, input, reference.Name, options, time.GetUtcNow()), CancellationToken.None);
        if (job.Input.Key != key)
        {
            await files.DeleteAsync(key, CancellationToken.None);
            return Repeated(job);
        }

        LogTaken(id, input.Length);
        await trail.NoteAsync(by, AuditAction.Uploaded, id.ToString(), name.Value);
        return TypedResults.Created($"/api/jobs/{id}", new UploadReceipt(id, JobAnswer.UrlOf(id), job.State));
    }

    private bool TryFindReference(string? name, out ReferenceBundle? reference, out IResult? refusal)
    {
        (reference, refusal) = (null, null);
        var installed = references.Names;
        var wished = name ?? ReferenceCatalog.DefaultName;
        if (!installed.Contains(wished, StringComparer.OrdinalIgnoreCase))
        {
            refusal = Problem.Of(StatusCodes.Status400BadRequest, "Unknown reference", $"reference must be one of those installed: {string.Join(", ", installed)}.");
            return false;
        }

        reference = references.Get(wished);
        return true;
    }

    private static IResult Repeated(Job job) => job.State == JobState.Deleting
        ? Problem.Of(StatusCodes.Status409Conflict, "Being deleted", "The job that was made with this key is being deleted. Send the file again in a moment, or with another key.")
        : TypedResults.Ok(new UploadReceipt(job.Id, JobAnswer.UrlOf(job.Id), job.State));

    [LoggerMessage(1, LogLevel.Information, "Took job {JobId}, {Bytes} bytes.")]
    private partial void LogTaken(JobId jobId, long bytes);

    [LoggerMessage(2, LogLevel.Information, "The upload of job {JobId} broke off ({Status}).")]
    private partial void LogBrokenOff(JobId jobId, int status);

    [LoggerMessage(3, LogLevel.Error, "The upload of job {JobId} could not be stored.")]
    private partial void LogFailed(Exception exception, JobId jobId);
}
