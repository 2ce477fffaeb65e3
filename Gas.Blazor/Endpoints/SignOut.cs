using Gas.Blazor.Account;
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
    private static async Task<IResult> HandleAsync(SignInManager<GasUser> signIn, [FromForm] string? returnUrl)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect(ReturnUrl.Safe(returnUrl));
    }
}
