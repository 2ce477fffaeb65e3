using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Gas.Blazor.Endpoints;

/// <summary><c>POST /account/logout</c>, a form with an anti-forgery token: a link could be put anywhere.</summary>
internal static class SignOut
{
    public static void MapSignOut(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/logout", HandleAsync);
        routes.MapGet("/account/denied", () => TypedResults.StatusCode(StatusCodes.Status403Forbidden)).AllowAnonymous();
    }

    /// <summary>The parameter makes this a form, which the anti-forgery middleware then guards.</summary>
    private static async Task<IResult> HandleAsync(SignInManager<GasUser> signIn, ClaimsPrincipal user, AuditTrail trail, [FromForm] string? returnUrl)
    {
        await trail.NoteAsync(user, AuditAction.SignedOut, user.FindUserId()?.Value ?? "");
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect(ReturnUrl.Safe(returnUrl));
    }
}
