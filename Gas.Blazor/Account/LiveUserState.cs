using System.Security.Claims;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>
/// Looks at the account of every open page once a minute, and at once when it is known to have changed: a disabled or deleted one, or one whose password
/// or role has changed, is cut off.
/// </summary>
internal sealed partial class LiveUserState : RevalidatingServerAuthenticationStateProvider
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly IServiceScopeFactory _scopes;
    private readonly AccountNews _news;
    private readonly ILogger _logger;

    public LiveUserState(ILoggerFactory loggers, IServiceScopeFactory scopes, AccountNews news)
        : base(loggers)
    {
        (_scopes, _news, _logger) = (scopes, news, loggers.CreateLogger<LiveUserState>());
        _news.Changed += Hear;
    }

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        // A scope of its own: a circuit's lives as long as the page and would remember the account as it was.
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignInManager<GasUser>>().ValidateSecurityStampAsync(authenticationState.User) is not null;
    }

    protected override void Dispose(bool disposing)
    {
        _news.Changed -= Hear;
        base.Dispose(disposing);
    }

    private void Hear(UserId account) => _ = LookAsync(account);

    /// <summary>Never throws into whoever changed the account: what fails here is made good within the minute.</summary>
    private async Task LookAsync(UserId account)
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (state.User.FindUserId() == account && !await ValidateAuthenticationStateAsync(state, CancellationToken.None))
            {
                SetAuthenticationState(Task.FromResult(Nobody));
            }
        }
        catch (Exception exception)
        {
            LogNotLooked(exception, account);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "An open page of account {User} could not be looked at; the next look will do it.")]
    private partial void LogNotLooked(Exception exception, UserId user);
}
