using Gas.Blazor.Account.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>
/// Looks at a session's account once a minute, and at once when the account is known to have changed: who is disabled or deleted is out with the next request.
/// All that a look needs lives as long as the look: the request of an open page lasts as long as the page.
/// </summary>
internal sealed class SessionCheck(IOptions<SecurityStampValidatorOptions> options, IServiceScopeFactory scopes, AccountNews news, TimeProvider time) : ISecurityStampValidator
{
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Properties.IssuedUtc is { } issued
            && time.GetUtcNow() - issued <= options.Value.ValidationInterval
            && !(context.Principal?.FindUserId() is { } account && news.IsNewerThan(issued, account)))
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<GasUser>>();
        if (await signIn.ValidateSecurityStampAsync(context.Principal) is not { } user)
        {
            // The cookie stays, and opens nothing. The browser may have a newer one of the same session by now, which the answer to an older request must not take away.
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.TwoFactorRememberMeScheme);
            return;
        }

        var renewed = await signIn.CreateUserPrincipalAsync(user);
        SessionMark.Carry(context.Principal!, renewed);
        context.ReplacePrincipal(renewed);
        context.ShouldRenew = true;
    }
}
