using System.Security.Claims;
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
        var state = await GetAuthenticationStateAsync();
        if (state.User.FindUserId() == account && !await IsGoodAsync(state.User))
        {
            End();
        }
    }

    /// <summary>The page is nobody's from now on.</summary>
    public void End() => SetAuthenticationState(Task.FromResult(Nobody));

    private async Task<bool> IsGoodAsync(ClaimsPrincipal user)
    {
        // A scope of its own: a circuit's lives as long as the page and would remember the account as it was.
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignInManager<GasUser>>().ValidateSecurityStampAsync(user) is not null;
    }
}
