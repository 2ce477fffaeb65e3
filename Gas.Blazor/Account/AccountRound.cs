using System.Collections.Concurrent;
using System.Security.Claims;
using Gas.Blazor.Account.Sessions;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>
/// Looks once a minute at the accounts and the sessions of all open pages, in two questions for many of them. It ends those pages whose session has ended, wherever that was,
/// and has the pages of a new admin take on the role.
/// A page that asked for itself would take a user's whole sign-in apart each time.
/// </summary>
internal sealed partial class AccountRound(IServiceScopeFactory scopes, SessionBook sessions, IOptions<IdentityOptions> identity, TimeProvider time, ILogger<AccountRound> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>So many are asked for at once.</summary>
    private const int Many = 500;

    private readonly ConcurrentDictionary<LiveUserState, bool> _open = new();

    public void Add(LiveUserState page) => _open[page] = true;

    public void Remove(LiveUserState page) => _open.TryRemove(page, out _);

    /// <summary>One round over all that are open now.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var pages = new List<(LiveUserState Page, PageOwner Owner)>();
        foreach (var page in _open.Keys)
        {
            if (OwnerOf((await page.GetAuthenticationStateAsync()).User) is { } owner)
            {
                pages.Add((page, owner));
            }
        }

        foreach (var some in pages.Chunk(Many))
        {
            var accounts = await AccountsAsync([.. some.Select(one => one.Owner.User.Value).Distinct()], cancellation);
            var going = await sessions.GoOnAsync([.. some.Select(one => one.Owner.Session).OfType<string>().Distinct()], cancellation);
            foreach (var (page, owner) in some)
            {
                var isKnown = accounts.TryGetValue(owner.User.Value, out var account) && account.Stamp == owner.Stamp;
                if (!isKnown || owner.Session is null || going.GetValueOrDefault(owner.Session) != owner.User.Value)
                {
                    page.End();
                }
                else if (account.IsAdmin && !owner.Claims.IsInRole(Roles.Admin))
                {
                    await page.RenewAsync(owner.Claims);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minutes = new PeriodicTimer(Interval, time);
        while (await minutes.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotLooked(exception);
            }
        }
    }

    /// <summary>Null for a visitor.</summary>
    private PageOwner? OwnerOf(ClaimsPrincipal user) =>
        user.FindUserId() is { } id ? new PageOwner(id, user, user.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType), SessionMark.Of(user)) : null;

    /// <summary>Of the accounts that are there and not disabled: stamp, and whether it is an admin's.</summary>
    private async Task<Dictionary<string, (string? Stamp, bool IsAdmin)>> AccountsAsync(string[] ids, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var found = await accounts.Users
            .Where(user => ids.Contains(user.Id) && !user.Disabled && user.SecurityStamp != null)
            .Select(user => new { user.Id, user.SecurityStamp, IsAdmin = accounts.ActiveAdmins.Any(admin => admin.Id == user.Id) })
            .ToListAsync(cancellation);
        return found.ToDictionary(user => user.Id, user => (user.SecurityStamp, user.IsAdmin));
    }

    [LoggerMessage(1, LogLevel.Error, "The accounts of open pages could not be looked at; the next round will do it.")]
    private partial void LogNotLooked(Exception exception);

    private sealed record PageOwner(UserId User, ClaimsPrincipal Claims, string? Stamp, string? Session);
}
