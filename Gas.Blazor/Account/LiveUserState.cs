using System.Security.Claims;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>Looks at the account of every open page once a minute: a disabled or deleted one, or one whose password or role has changed, is cut off.</summary>
internal sealed class LiveUserState(ILoggerFactory loggers, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    protected override TimeSpan RevalidationInterval => Interval;

    /// <summary>Looks now, if the page is this account's.</summary>
    public async Task LookAsync(UserId account)
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.FindUserId() == account && !await ValidateAuthenticationStateAsync(state, CancellationToken.None))
        {
            SetAuthenticationState(Task.FromResult(Nobody));
        }
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        // A scope of its own: a circuit's lives as long as the page and would remember the account as it was.
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignInManager<GasUser>>().ValidateSecurityStampAsync(authenticationState.User) is not null;
    }
}
