using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.SignIn;
using Microsoft.AspNetCore.Authentication;
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

    /// <summary>Always ends the session here, and then the one at the provider if that is wished and it can be reached.</summary>
    private static async Task<IResult> HandleAsync(HttpContext context, SignInManager<GasUser> signIn, ClaimsPrincipal user, SignInProviders providers, AuditTrail trail, [FromForm] string? returnUrl)
    {
        await trail.NoteAsync(user, AuditAction.SignedOut, user.FindUserId()?.Value ?? "");
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        IResult? page = null;
        if (providers.Find(Freshness.ProviderOf(session.Properties)) is { SignOutThere: true } provider)
        {
            (page, _) = await OtherSite.LeaveAsync(context, provider, () => context.SignOutAsync(provider.Scheme, new AuthenticationProperties { RedirectUri = "/" }));
        }

        await signIn.SignOutAsync();
        return page ?? TypedResults.LocalRedirect(ReturnUrl.Safe(returnUrl));
    }
}
