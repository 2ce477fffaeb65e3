using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary>
/// <c>POST /api/jobs?name=FILE.vcf&amp;reference=NC_045512.2&amp;strict=false</c> with the file itself as the body:
/// <c>curl -u you@lab.org --data-binary @FILE.vcf "http://…/api/jobs?name=FILE.vcf"</c>. With an <c>Idempotency-Key</c> it can be repeated and makes one job.
/// </summary>
public sealed class UploadJob(UploadDoor door, UploadIntake intake, UploadEntry entry, RateLimits limits, TimeProvider time)
{
    public static Task<IResult> HandleAsync(HttpContext context, [AsParameters] UploadQuery query, UploadJob upload, CancellationToken cancellation) =>
        upload.RunAsync(context, query, cancellation);

    private async Task<IResult> RunAsync(HttpContext context, UploadQuery query, CancellationToken cancellation)
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

        var (admission, refusal) = await door.AdmitAsync(context.User, query, context.Request.ContentLength, cancellation);
        if (admission is null)
        {
            return refusal!;
        }

        return IdempotencyKey.IdFor(context.Request, admission.User, time.GetUtcNow()) is { } id
            ? await entry.OrExplainAsync(
                context,
                id,
                async () => await entry.FindKnownAsync(context.Request, id, admission.User, cancellation) ?? await TakeAsync(context, id, admission, query, cancellation),
                cancellation)
            : IdempotencyKey.Refused;
    }

    private async Task<IResult> TakeAsync(HttpContext context, JobId id, UploadAdmission admission, UploadQuery query, CancellationToken cancellation)
    {
        // A key of this upload's own: of two at once with the same idempotency key, neither overwrites the other's file.
        var taken = await intake.TakeAsync(context.Request.Body, JobFiles.NewInput(id), admission.Reference, admission.Limit, cancellation);
        return taken.File is { } input ? await entry.AddAsync(context.User, id, admission, query, input) : taken.Refusal!;
    }
}
