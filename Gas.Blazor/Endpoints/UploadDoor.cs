using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Operation;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Endpoints;

/// <summary>What is asked before a byte of a file is taken, whichever way it comes.</summary>
public sealed class UploadDoor(UploadIntake intake, ReferenceCatalog references, AnnotatorCatalog annotators, IOwners owners, AccountStanding standing, ModeNews news, OwnerUsage usage)
{
    /// <summary>One of the two.</summary>
    /// <param name="bytes">The file's length, as far as it is known.</param>
    public async Task<(UploadAdmission? Admission, IResult? Refusal)> AdmitAsync(ClaimsPrincipal by, UploadQuery query, long? bytes, CancellationToken cancellation)
    {
        if (by.FindUserId() is not { } user || !await standing.IsActiveAsync(user, cancellation))
        {
            return (null, TypedResults.Unauthorized());
        }

        if (news.Mode.Maintenance is { } maintenance)
        {
            return (null, Problem.Of(StatusCodes.Status503ServiceUnavailable, "Maintenance", $"The service takes no new files for now. {maintenance} Your jobs are safe; send the file again later."));
        }

        var installed = references.Names.Where(name => !news.Mode.IsRetired(name)).ToArray();
        var wished = query.Reference ?? news.Mode.Reference;
        if (!installed.Contains(wished, StringComparer.OrdinalIgnoreCase))
        {
            return (null, Problem.Of(StatusCodes.Status400BadRequest, "Unknown reference", $"reference must be one of those installed: {string.Join(", ", installed)}."));
        }

        var reference = references.Get(wished);
        if (query.Annotator is { Length: > 0 } annotator && !annotators.Offered(reference.Name).Any(offered => string.Equals(offered.Name, annotator, StringComparison.OrdinalIgnoreCase)))
        {
            return (null, Problem.Of(StatusCodes.Status400BadRequest, "Unknown annotator", $"annotator must be one of those offered for {reference.Name}: {string.Join(", ", annotators.Offered(reference.Name).Select(offered => offered.Name ?? "none (the service's own engine)"))}."));
        }

        if (await usage.RefusalAsync(user, cancellation) is { } full)
        {
            return (null, Problem.Of(StatusCodes.Status403Forbidden, "Quota used up", full));
        }

        // The plan is read from the account now: the session may be days old.
        var owner = await owners.PlanAsync(user, cancellation);
        var limit = intake.LimitOf(owner.Plan);
        return bytes > limit.Bytes ? (null, Problem.TooLarge(limit)) : (new UploadAdmission(user, owner, reference, limit), null);
    }
}
