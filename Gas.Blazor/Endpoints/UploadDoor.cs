using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Endpoints;

/// <summary>What is asked before a byte of a file is taken, whichever way it comes.</summary>
public sealed class UploadDoor(UploadIntake intake, ReferenceCatalog references, AnnotatorCatalog annotators, IOwners owners, AccountStanding standing)
{
    /// <summary>One of the two.</summary>
    /// <param name="bytes">The file's length, as far as it is known.</param>
    public async Task<(UploadAdmission? Admission, IResult? Refusal)> AdmitAsync(ClaimsPrincipal by, UploadQuery query, long? bytes, CancellationToken cancellation)
    {
        if (by.FindUserId() is not { } user || !await standing.IsActiveAsync(user, cancellation))
        {
            return (null, TypedResults.Unauthorized());
        }

        var installed = references.Names;
        var wished = query.Reference ?? ReferenceCatalog.DefaultName;
        if (!installed.Contains(wished, StringComparer.OrdinalIgnoreCase))
        {
            return (null, Problem.Of(StatusCodes.Status400BadRequest, "Unknown reference", $"reference must be one of those installed: {string.Join(", ", installed)}."));
        }

        var reference = references.Get(wished);
        if (query.Annotator is { Length: > 0 } annotator && !annotators.Offered(reference.Name).Any(offered => string.Equals(offered.Name, annotator, StringComparison.OrdinalIgnoreCase)))
        {
            return (null, Problem.Of(StatusCodes.Status400BadRequest, "Unknown annotator", $"annotator must be one of those offered for {reference.Name}: {string.Join(", ", annotators.Offered(reference.Name).Select(offered => offered.Name ?? "none (the service's own engine)"))}."));
        }

        // The plan is read from the account now: the session may be days old.
        var owner = await owners.PlanAsync(user, cancellation);
        var limit = intake.LimitOf(owner.Plan);
        return bytes > limit.Bytes ? (null, Problem.TooLarge(limit)) : (new UploadAdmission(user, owner, reference, limit), null);
    }
}
