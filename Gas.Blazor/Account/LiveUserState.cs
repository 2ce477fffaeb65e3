using System.Security.Claims;
using Gas.Blazor.Account.SecondFactor;
using Gas.Blazor.Account.Sessions;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>
/// Whose an open page is, until that ends: a disabled or deleted account, or one whose password or role has changed, is cut off. <see cref="AccountRound"/> looks at the accounts
/// of all open pages once a minute.
/// </summary>
internal sealed class LiveUserState(IServiceScopeFactory scopes) : ServerAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    /// <summary>Looks now, if the page is this account's.</summary>
    public async Task LookAsync(UserId account)
    {
        var user = (await GetAuthenticationStateAsync()).User;
        if (user.FindUserId() == account)
        {
            await RenewAsync(user);
        }
    }

    /// <summary>The page is nobody's from now on.</summary>
    public void End() => SetAuthenticationState(Task.FromResult(Nobody));

    /// <summary>
    /// Gives the page what the account may do by now, and ends it where its session has ended. Whoever must set up a second factor first
    /// gets new rights with the request that leads there.
    /// </summary>
    public async Task RenewAsync(ClaimsPrincipal user)
    {
        // A scope of its own: a circuit's lives as long as the page and would remember the account as it was.
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<GasUser>>();
        if (await signIn.ValidateSecurityStampAsync(user) is not { } account)
        {
            End();
            return;
        }

        var present = await signIn.CreateUserPrincipalAsync(account);
        if (present.IsInRole(Roles.Admin) && !user.IsInRole(Roles.Admin) && !GasClaims.OwesSecondFactor(present))
        {
            SessionMark.Carry(user, present);
            SetAuthenticationState(Task.FromResult(new AuthenticationState(present)));
        }
    }
}
