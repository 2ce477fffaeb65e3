using Gas.Blazor.Account;
using Gas.Blazor.Account.Passkeys;
using Gas.Blazor.Account.SignIn;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Endpoints;

/// <summary>What a browser is asked for a passkey, as WebAuthn's JSON. The answer comes with a form; what was asked waits for it in a sealed cookie.</summary>
internal static class PasskeyQuestions
{
    public static void MapPasskeyQuestions(this IEndpointRouteBuilder routes)
    {
        var passkeys = routes.MapGroup("/account/passkeys").AddEndpointFilter(AntiforgeryForCookies.FilterAsync).RequireRateLimiting(RateLimits.SignIn);
        passkeys.MapPost("/question", AskAsync).AllowAnonymous();
        passkeys.MapPost("/offer", OfferAsync);
    }

    private static async Task<IResult> AskAsync(PasskeyBook book) => TypedResults.Content(await book.AskAsync(), "application/json");

    private static async Task<IResult> OfferAsync(HttpContext context, PasskeyBook book, UserManager<GasUser> users, TimeProvider time) =>
        await Freshness.IsFreshAsync(context, time) && await users.GetUserAsync(context.User) is { } user
            ? TypedResults.Content(await book.OfferAsync(user), "application/json")
            : Problem.Of(StatusCodes.Status403Forbidden, "Sign in again", "Passkeys are added by a session that has just begun: sign in once more, then try again.");
}
