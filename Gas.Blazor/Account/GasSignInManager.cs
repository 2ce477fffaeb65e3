using System.Security.Claims;
using Gas.Blazor.Account.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>Refuses disabled accounts, at the door and in every later check of a session, and notes when a session began.</summary>
public sealed class GasSignInManager(
    UserManager<GasUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<GasUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<GasUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<GasUser> confirmation,
    TimeProvider time)
    : SignInManager<GasUser>(users, context, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(GasUser user) => !user.Disabled && await base.CanSignInAsync(user);

    public override async Task<GasUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { Disabled: false } user ? user : null;

    public override Task SignInWithClaimsAsync(GasUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var session = authenticationProperties ?? new AuthenticationProperties();
        Freshness.Mark(session, time.GetUtcNow());
        return base.SignInWithClaimsAsync(user, session, additionalClaims);
    }
}
