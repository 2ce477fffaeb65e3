using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.SecondFactor;
using Gas.Blazor.Account.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Gas.Blazor.Endpoints;

/// <summary>
/// The ways to a provider, forms with an anti-forgery token so that no link starts them, and the way back. Between both the framework's handler takes the
/// provider's answer at <see cref="SignInProvider.CallbackPath"/>, and keeps what it says in a cookie that lives for minutes.
/// </summary>
internal static class SignInWith
{
    private const string Done = "/account/sign-in/done";

    public static void MapSignInWith(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/sign-in/{provider}", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/account/identities/{provider}", LinkAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapGet(Done, DoneAsync).AllowAnonymous();
    }

    /// <param name="anew">Not empty: the person is to show there who they are, though they may be known there.</param>
    private static Task<IResult> SignInAsync(string provider, HttpContext context, SignInProviders providers, [FromForm] string? returnUrl, [FromForm] string? anew) =>
        LeaveAsync(provider, context, providers, $"{Done}?returnUrl={Uri.EscapeDataString(ReturnUrl.Safe(returnUrl))}", linkTo: null, isAnew: !string.IsNullOrEmpty(anew));

    /// <summary>The form, which is empty, is asked for so that the anti-forgery middleware guards it. An old session is led back to the page, which says what it takes.</summary>
    private static async Task<IResult> LinkAsync(string provider, HttpContext context, SignInProviders providers, TimeProvider time, [FromForm] string? _) =>
        await Freshness.IsFreshAsync(context, time) ? await LeaveAsync(provider, context, providers, Done, context.User, isAnew: false) : TypedResults.LocalRedirect("/account/identities");

    private static async Task<IResult> LeaveAsync(string name, HttpContext context, SignInProviders providers, string back, ClaimsPrincipal? linkTo, bool isAnew)
    {
        if (providers.Find(name) is not { } provider)
        {
            return TypedResults.NotFound();
        }

        var visit = new AuthenticationProperties { RedirectUri = back };
        Freshness.MarkProvider(visit, provider.Name);
        if (isAnew && provider.TellsWhen)
        {
            Freshness.Ask(visit);
        }

        if (linkTo?.FindUserId() is { } account)
        {
            LinkTarget.Set(visit, account);
        }

        var (page, fault) = await OtherSite.LeaveAsync(context, provider, () => context.ChallengeAsync(provider.Scheme, visit));
        return page ?? TypedResults.LocalRedirect(SignInFailure.PageAfter(fault, linkTo is not null, provider.Name));
    }

    /// <summary>A GET, since the provider leads here; it does nothing without the cookie that only a sign-in begun in this browser has left.</summary>
    private static async Task<IResult> DoneAsync(HttpContext context, OtherSignIn signIn, string? returnUrl, CancellationToken cancellation)
    {
        if (await signIn.FindAsync(context) is not var (person, visit))
        {
            return TypedResults.LocalRedirect(SignInFailure.PageAfter(SignInEnd.Expired, wasLinking: false, provider: null));
        }

        var target = LinkTarget.Of(visit);
        var end = target is { } account ? await signIn.LinkAsync(context.User, account, person, cancellation) : await signIn.EnterAsync(person, visit, cancellation);
        if (end == SignInEnd.NeedsPassword)
        {
            return TypedResults.LocalRedirect($"/account/link?returnUrl={Uri.EscapeDataString(ReturnUrl.Safe(returnUrl))}");
        }

        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (end == SignInEnd.NeedsCode)
        {
            return TypedResults.LocalRedirect($"{SecondStep.Page}?returnUrl={Uri.EscapeDataString(ReturnUrl.Safe(returnUrl))}");
        }

        return TypedResults.LocalRedirect(end == SignInEnd.SignedIn ? ReturnUrl.Safe(returnUrl) : SignInFailure.PageAfter(end, target is not null, person.Provider.Name));
    }
}
