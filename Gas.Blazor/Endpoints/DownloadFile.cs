using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Net.Http.Headers;

namespace Gas.Blazor.Endpoints;

/// <summary><c>GET …/jobs/{id}/download/{kind}</c>: a job's file, streamed, in ranges if asked; or the way to it, where the file store gives it out itself.</summary>
internal static class DownloadFile
{
    /// <summary>Enough to follow a redirect, and too short to pass an address on. A download that has begun ends.</summary>
    private static readonly TimeSpan ShareTime = TimeSpan.FromMinutes(2);

    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static async Task<IResult> HandleAsync(Guid id, string kind, HttpContext context, ClaimsPrincipal user, JobAccess access, IFileStore files, AuditTrail trail, CancellationToken cancellation)
    {
        if (DownloadKind.Of(kind) is not { } asked || await access.FindAsync(user, new JobId(id), cancellation) is not { } job)
        {
            return Problem.Refuse(context, Problem.NoSuchJob);
        }

        if (asked.Find(job) is not { } file)
        {
            return Problem.Refuse(context, Problem.Of(StatusCodes.Status409Conflict, "Not there", asked.Missing(job), ResultAnswers.Of(job) == ResultAnswer.Upgrade ? UploadLimit.PlansPage : null));
        }

        var name = asked.NameFor(FileName.Clean(job.FileName), file);
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await trail.NoteOnceAsync(user, AuditAction.Downloaded, job.Id.ToString(), name);
        }

        // The address is signed for GET alone: whoever asks for the head is answered here.
        if (HttpMethods.IsGet(context.Request.Method) && await files.ShareAsync(file.Key, name, ShareTime, cancellation) is { } address)
        {
            // Not by a redirect result: that would write the address, which opens the file to whoever reads it, into the log.
            context.Response.Redirect(address.AbsoluteUri);
            return TypedResults.Empty;
        }

        if (await files.OpenAsync(file.Key, 0, cancellation) is not { } stream)
        {
            // Archived or deleted between our look at the row and now.
            return Problem.Refuse(context, Problem.Of(StatusCodes.Status410Gone, "Gone", "The file has just been moved or deleted. Look at the job again."));
        }

        return TypedResults.Stream(
            stream,
            asked.ContentTypeOf(file),
            name,
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""),
            enableRangeProcessing: stream.CanSeek);
    }
}
