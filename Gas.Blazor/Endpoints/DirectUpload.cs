using Gas.Blazor.Account;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Endpoints;

/// <summary>
/// A file that goes past the service: <c>POST /api/uploads?name=FILE.vcf&amp;bytes=N</c> gives a form for the provider, and <c>POST /api/uploads/{id}/done</c> makes
/// the job of what was brought there. Nothing is kept in between, and nothing is believed of the browser: the file is looked at as if it had come as a body.
/// </summary>
public sealed class DirectUpload(UploadDoor door, UploadIntake intake, UploadEntry entry, UploadTickets tickets, IFileStore files, RateLimits limits, IOptions<PipelineOptions> pipeline, TimeProvider time)
{
    /// <summary>Time in which the browser must begin to send.</summary>
    public static readonly TimeSpan FormLife = TimeSpan.FromMinutes(10);

    public static Task<IResult> InviteAsync(HttpContext context, [AsParameters] UploadQuery query, long? bytes, DirectUpload upload, CancellationToken cancellation) =>
        upload.RunAsync(context, query, bytes, cancellation);

    public static Task<IResult> DoneAsync(Guid id, HttpContext context, DirectUpload upload, IHostApplicationLifetime lifetime) =>
        // Not the caller's to break off: S3 may copy for longer than a proxy waits, and whoever asks again then finds the job.
        upload.FinishAsync(new JobId(id), context, lifetime.ApplicationStopping);

    private async Task<IResult> RunAsync(HttpContext context, UploadQuery query, long? bytes, CancellationToken cancellation)
    {
        if (context.User.FindUserId() is not { } user)
        {
            return TypedResults.Unauthorized();
        }

        using var place = limits.BeginUpload(user, out var busy);
        if (busy is not null)
        {
            return Problem.TooManyUploads(busy);
        }

        var (admission, refusal) = await door.AdmitAsync(context.User, query, bytes, cancellation);
        if (admission is null)
        {
            return refusal!;
        }

        if (bytes is not > 0)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "Length missing", "bytes must say how long the file is, which is not empty.");
        }

        return IdempotencyKey.IdFor(context.Request, admission.User, time.GetUtcNow()) is { } id
            ? await entry.OrExplainAsync(
                context,
                id,
                async () => await entry.FindKnownAsync(context.Request, id, admission.User, cancellation) ?? TypedResults.Ok(await InviteAsync(id, admission, query, bytes.Value, cancellation)),
                cancellation)
            : IdempotencyKey.Refused;
    }

    private async Task<UploadInvitation> InviteAsync(JobId id, UploadAdmission admission, UploadQuery query, long bytes, CancellationToken cancellation)
    {
        var key = JobFiles.Brought(id);
        if (await files.InviteAsync(key, bytes, admission.Limit.Bytes, FormLife, cancellation) is not { } form)
        {
            return new UploadInvitation(id, null, null, null);
        }

        // What is brought is swept at OrphanAge, counted from later than now: there is as much time again to look at it.
        var ticket = new UploadTicket(id, admission.User.Value, key, query, time.GetUtcNow() + (pipeline.Value.OrphanAge / 2));
        return new UploadInvitation(id, form.Address, form.Fields, tickets.Seal(ticket));
    }

    private async Task<IResult> FinishAsync(JobId id, HttpContext context, CancellationToken stopping)
    {
        if (context.User.FindUserId() is not { } user)
        {
            return TypedResults.Unauthorized();
        }

        if (tickets.Open(context.Request.Headers[UploadTickets.Header].ToString()) is not { } ticket || ticket.Id != id || ticket.Owner != user.Value)
        {
            return Problem.Of(StatusCodes.Status404NotFound, "No such upload", $"There is no upload with this id and {UploadTickets.Header}, or it is not yours. Begin it with POST /api/uploads.");
        }

        var (admission, refusal) = await door.AdmitAsync(context.User, ticket.Query, null, stopping);
        return admission is null ? refusal! : await entry.OrExplainAsync(
            context,
            id,
            async () => await entry.FindKnownAsync(id, stopping) ?? await TakeAsync(context, ticket, admission, stopping),
            stopping);
    }

    private async Task<IResult> TakeAsync(HttpContext context, UploadTicket ticket, UploadAdmission admission, CancellationToken stopping)
    {
        if (time.GetUtcNow() > ticket.Until)
        {
            await files.DeleteAsync(ticket.Key, stopping);
            return Problem.Of(StatusCodes.Status410Gone, "Upload expired", "The upload was begun too long ago. Nothing was kept; send the file again.");
        }

        if (await intake.AdoptAsync(ticket.Key, JobFiles.NewInput(ticket.Id), admission.Reference, admission.Limit, stopping) is not { } taken)
        {
            // Or another call took it away meanwhile.
            return await entry.FindKnownAsync(ticket.Id, stopping)
                ?? Problem.Of(StatusCodes.Status409Conflict, "Nothing brought", "The file has not arrived. Send it to the address that the upload was given, then say that it is done.");
        }

        var answer = taken.File is { } input ? await entry.AddAsync(context.User, ticket.Id, admission, ticket.Query, input) : taken.Refusal!;
        await files.DeleteAsync(ticket.Key, CancellationToken.None);
        return answer;
    }
}
