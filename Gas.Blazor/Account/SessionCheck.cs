using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>Looks at a session's account once a minute, and at once when the account is known to have changed: who is disabled or deleted is out with the next request.</summary>
internal sealed class SessionCheck(IOptions<SecurityStampValidatorOptions> options, SignInManager<GasUser> signIn, ILoggerFactory loggers, AccountNews news)
    : SecurityStampValidator<GasUser>(options, signIn, loggers)
{
    public override Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Properties.IssuedUtc is { } issued && context.Principal?.FindUserId() is { } account && news.IsNewerThan(issued, account))
        {
            // For the base class: never looked at.
            context.Properties.IssuedUtc = null;
        }

        return base.ValidateAsync(context);
    }
}
