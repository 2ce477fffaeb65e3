using System.Diagnostics;
using Gas.Blazor.Account;
using Gas.Pipeline.Annotation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gas.Blazor.Endpoints;

/// <summary>What a caller is told when it does not go well: application/problem+json (RFC 9457) with a title and a sentence that says what to do.</summary>
internal static class Problem
{
    public static readonly ProblemHttpResult AntiforgeryMissing = Of(StatusCodes.Status400BadRequest, "Anti-forgery token missing",
        "A call with a cookie must carry the page's anti-forgery token in the header RequestVerificationToken. Load the page again, or send a personal token instead.");

    public static readonly ProblemHttpResult NoSuchJob = Of(StatusCodes.Status404NotFound, "No such job", "There is no job with this id, or it is not yours.");

    /// <param name="link">The page on which something can be done about it.</param>
    public static ProblemHttpResult Of(int status, string title, string detail, string? link = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, extensions: link is null ? null : new Dictionary<string, object?> { ["link"] = link });

    /// <summary>A script reads the problem; whoever followed a link gets the page for its status.</summary>
    public static IResult Refuse(HttpContext context, ProblemHttpResult problem) =>
        context.Request.Path.StartsWithSegments("/api") ? problem : TypedResults.StatusCode(problem.StatusCode);

    /// <summary>The upload is no VCF that the service can annotate; says where.</summary>
    public static ProblemHttpResult Of(VcfException fault) => TypedResults.Problem(
        fault.Message,
        statusCode: StatusCodes.Status422UnprocessableEntity,
        title: "Not a VCF that can be annotated",
        extensions: new Dictionary<string, object?> { ["line"] = fault.Line, ["field"] = fault.Field });

    /// <summary>The file is longer than this user may send. Where another plan would take it, <c>link</c> leads to the plans.</summary>
    public static ProblemHttpResult TooLarge(UploadLimit limit) =>
        Of(StatusCodes.Status413PayloadTooLarge, "Too large", limit.Refusal, limit.IsPlans ? UploadLimit.PlansPage : null);

    /// <summary>The user sends more at once, or in a minute, than one may.</summary>
    public static ProblemHttpResult TooManyUploads(string refusal) => Of(StatusCodes.Status429TooManyRequests, "Too many uploads", refusal);

    /// <summary>Gives answers that come from the framework a sentence, too, and every answer the id under which the log knows it.</summary>
    public static void Explain(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Status == StatusCodes.Status429TooManyRequests && context.HttpContext.Response.Headers.RetryAfter.Count == 0)
        {
            context.HttpContext.Response.Headers.RetryAfter = RateLimits.Pause;
        }

        problem.Extensions.TryAdd("traceId", Activity.Current?.Id ?? context.HttpContext.TraceIdentifier);
        problem.Detail ??= problem.Status switch
        {
            StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests when context.HttpContext.Features.Get<Refusal>() is { } refusal => refusal.Sentence,
            StatusCodes.Status401Unauthorized => "Sign in first: send a personal token (Authorization: Bearer gas_…), your e-mail address and password (curl -u you@lab.org), or the cookie of a signed-in browser. After several wrong passwords an account is locked for a while.",
            StatusCodes.Status403Forbidden => "Your account may not do this.",
            StatusCodes.Status404NotFound => "There is nothing at this address.",
            StatusCodes.Status405MethodNotAllowed => "This address does not know the method.",
            StatusCodes.Status413PayloadTooLarge => "The request is too large.",
            >= 500 => "The service failed. Try again; if it happens again, tell the operator the trace id.",
            _ => null,
        };
    }
}
