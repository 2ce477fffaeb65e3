using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>Refuses disabled accounts, at the door and in every later check of a session.</summary>
public sealed class GasSignInManager(
    UserManager<GasUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<GasUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<GasUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<GasUser> confirmation)
    : SignInManager<GasUser>(users, context, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(GasUser user) => !user.Disabled && await base.CanSignInAsync(user);

    public override async Task<GasUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { Disabled: false } user ? user : null;
}
