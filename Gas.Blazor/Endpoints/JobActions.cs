using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary><c>/api/jobs/{id}</c>: look at one job, cancel it, try it again, delete it.</summary>
internal static class JobActions
{
    public static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, JobAccess access, CancellationToken cancellation) =>
        await access.FindAsync(user, new JobId(id), cancellation) is { } job ? TypedResults.Ok(JobAnswer.Of(job)) : Problem.NoSuchJob;

    public static Task<IResult> CancelAsync(Guid id, ClaimsPrincipal user, JobAccess access, CancellationToken cancellation) =>
        WishAsync(id, user, access, new JobEvent.Cancelled(), "Only a job that waits or runs can be cancelled.", cancellation);

    public static Task<IResult> RetryAsync(Guid id, ClaimsPrincipal user, JobAccess access, CancellationToken cancellation) =>
        WishAsync(id, user, access, new JobEvent.RetryRequested(), "Only a job that failed or was cancelled can be tried again.", cancellation);

    /// <summary><c>PUT …/labels</c> with <c>{"note": "…", "tags": ["…"]}</c>: the owner's own words about the job.</summary>
    public static async Task<IResult> LabelAsync(Guid id, LabelsQuery body, ClaimsPrincipal user, JobAccess access, CancellationToken cancellation)
    {
        if (!JobLabels.TryMake(body.Note, body.Tags ?? [], out var labels, out var fault))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "Too much", fault);
        }

        if (await access.FindAsync(user, new JobId(id), cancellation) is not { } job)
        {
            return Problem.NoSuchJob;
        }

        if (job.Owner != user.FindUserId())
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "Not yours", "Only the owner of a job writes about it.");
        }

        return TypedResults.Ok(JobAnswer.Of(await access.RecordAsync(user, job.Id, new JobEvent.Labelled(labels), cancellation) ?? job));
    }

    /// <summary>Accepted, not done: the files go first, the row last. Asking twice is no fault.</summary>
    public static async Task<IResult> DeleteAsync(Guid id, ClaimsPrincipal user, JobAccess access, CancellationToken cancellation)
    {
        if (await access.FindAsync(user, new JobId(id), cancellation) is not { } job)
        {
            return Problem.NoSuchJob;
        }

        var deleting = await access.RecordAsync(user, job.Id, new JobEvent.DeleteRequested(), cancellation);
        return TypedResults.Accepted((string?)null, JobAnswer.Of(deleting ?? job));
    }

    private static async Task<IResult> WishAsync(Guid id, ClaimsPrincipal user, JobAccess access, JobEvent wish, string otherwise, CancellationToken cancellation)
    {
        if (await access.FindAsync(user, new JobId(id), cancellation) is not { } job)
        {
            return Problem.NoSuchJob;
        }

        return await access.RecordAsync(user, job.Id, wish, cancellation) is { } changed
            ? TypedResults.Ok(JobAnswer.Of(changed))
            : Problem.Of(StatusCodes.Status409Conflict, "Not possible", $"{otherwise} This one is {job.State}.");
    }
}
