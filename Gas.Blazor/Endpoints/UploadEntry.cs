using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Endpoints;

/// <summary>Makes a job of a file that is stored, once, and finds words for what goes wrong before that.</summary>
public sealed partial class UploadEntry(IJobStore store, IFileStore files, JobLedger ledger, PlanCatalog plans, AccountStanding standing, AuditTrail trail, TimeProvider time, ILogger<UploadEntry> logger)
{
    /// <summary>The answer, or what the caller is told of a fault.</summary>
    public async Task<IResult> OrExplainAsync(HttpContext context, JobId id, Func<Task<IResult>> answer, CancellationToken cancellation)
    {
        try
        {
            return await answer();
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

    /// <summary>The answer for a job that is there already. Asked first, so that a repeated upload costs nothing, and none is taken while the store is down.</summary>
    public async Task<IResult?> FindKnownAsync(HttpRequest request, JobId id, UserId user, CancellationToken cancellation)
    {
        if (IdempotencyKey.IsGiven(request))
        {
            return await FindKnownAsync(id, cancellation);
        }

        // A new id is nobody's; the counts are what is asked of the store next.
        await store.GlanceAsync(user, cancellation);
        return null;
    }

    public async Task<IResult?> FindKnownAsync(JobId id, CancellationToken cancellation) => await store.FindAsync(id, cancellation) is { } known ? Repeated(known) : null;

    /// <summary>The file is whole: the caller may hang up now, the job goes on.</summary>
    public async Task<IResult> AddAsync(ClaimsPrincipal by, JobId id, UploadAdmission admission, UploadQuery query, StoredFile input)
    {
        // The file may have taken hours: who has been disabled or deleted meanwhile makes no job any more.
        if (!await standing.IsActiveAsync(admission.User, CancellationToken.None))
        {
            await files.DeleteAsync(input.Key, CancellationToken.None);
            return TypedResults.Unauthorized();
        }

        var name = FileName.Clean(query.Name);
        var options = new AnnotationOptions { Strict = query.Strict ?? false, Phasing = query.Phasing ?? Phasing.None, Annotator = string.IsNullOrEmpty(query.Annotator) ? null : query.Annotator };
        var job = await ledger.SubmitAsync(Job.Submitted(id, admission.User, plans.TermsOf(admission.Owner), name.Value, input, admission.Reference.Name, options, time.GetUtcNow()), CancellationToken.None);
        if (job.Input.Key != input.Key)
        {
            await files.DeleteAsync(input.Key, CancellationToken.None);
            return Repeated(job);
        }

        LogTaken(id, input.Length);
        await trail.NoteAsync(by, AuditAction.Uploaded, id.ToString(), name.Value);
        return TypedResults.Created($"/api/jobs/{id}", new UploadReceipt(id, JobAnswer.UrlOf(id), job.State));
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
