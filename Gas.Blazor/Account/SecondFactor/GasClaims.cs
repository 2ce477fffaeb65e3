using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.SecondFactor;

/// <summary>Marks who still has to set up a second factor before anything else. An account that no password opens has nothing to guard with it.</summary>
internal sealed class GasClaims(UserManager<GasUser> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> identity, IOptions<AccountOptions> accounts)
    : UserClaimsPrincipalFactory<GasUser, IdentityRole>(users, roles, identity)
{
    private const string Owes = "gas:owes-second-factor";

    /// <summary>Whether the user must set up a second factor first.</summary>
    public static bool OwesSecondFactor(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == Owes);

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(GasUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (accounts.Value.Local && user is { TwoFactorEnabled: false, PasswordHash: not null } && IsAsked(identity))
        {
            identity.AddClaim(new Claim(Owes, ""));
        }

        return identity;
    }

    private bool IsAsked(ClaimsIdentity identity) => accounts.Value.RequireSecondFactor switch
    {
        AccountOptions.All => true,
        AccountOptions.Admins => identity.HasClaim(identity.RoleClaimType, Roles.Admin),
        _ => false,
    };
}
