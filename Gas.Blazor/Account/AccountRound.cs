using System.Collections.Concurrent;
using System.Security.Claims;
using Gas.Blazor.Account.Sessions;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>
/// Looks once a minute at the accounts and the sessions of all open pages, in two questions for many of them, and ends those pages whose session has ended, wherever that was.
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
            var stamps = await StampsAsync([.. some.Select(one => one.Owner.User.Value).Distinct()], cancellation);
            var going = await sessions.GoOnAsync([.. some.Select(one => one.Owner.Session).OfType<string>().Distinct()], cancellation);
            foreach (var (page, owner) in some)
            {
                var isKnown = stamps.TryGetValue(owner.User.Value, out var stamp) && stamp == owner.Stamp;
                if (!isKnown || owner.Session is null || going.GetValueOrDefault(owner.Session) != owner.User.Value)
                {
                    page.End();
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
        user.FindUserId() is { } id ? new PageOwner(id, user.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType), SessionMark.Of(user)) : null;

    /// <summary>Of the accounts that are there and not disabled.</summary>
    private async Task<Dictionary<string, string?>> StampsAsync(string[] accounts, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users
            .Where(user => accounts.Contains(user.Id) && !user.Disabled && user.SecurityStamp != null)
            .ToDictionaryAsync(user => user.Id, user => user.SecurityStamp, cancellation);
    }

    [LoggerMessage(1, LogLevel.Error, "The accounts of open pages could not be looked at; the next round will do it.")]
    private partial void LogNotLooked(Exception exception);

    private sealed record PageOwner(UserId User, string? Stamp, string? Session);
}
