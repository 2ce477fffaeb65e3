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
        if (context.Properties.IssuedUtc is { } issued)
        {
            if (context.Principal?.FindUserId() is { } account && news.IsNewerThan(issued, account))
            {
                // For the validator: never looked at.
                context.Properties.IssuedUtc = null;
            }
            else if (time.GetUtcNow() - issued <= options.Value.ValidationInterval)
            {
                return;
            }
        }

        await using var scope = scopes.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<SecurityStampValidator<GasUser>>(scope.ServiceProvider).ValidateAsync(context);
    }
}
