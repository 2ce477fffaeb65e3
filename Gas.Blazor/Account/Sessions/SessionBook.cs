using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.Sessions;

/// <summary>Begins, lists, looks after and ends the sessions of accounts. All instances see the same ones: what ends here has ended everywhere within a minute.</summary>
public sealed class SessionBook(IServiceScopeFactory scopes, AccountNews news, IOptions<AccountOptions> options, TimeProvider time)
{
    /// <summary>A session that nobody has used for so long is over, as its cookie is.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>How exactly it is noted when a session was seen, so that not each look costs a write.</summary>
    private static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(1);

    /// <summary>A new session's id. Forgets old ones of the same account.</summary>
    public async Task<string> BeginAsync(UserId owner, HttpContext context, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        var accounts = Accounts(scope);
        var (seen, started) = Oldest(now);
        await accounts.Sessions.Where(session => session.UserId == owner.Value && (session.SeenAt < seen || session.StartedAt < started)).ExecuteDeleteAsync(cancellation);
        var begun = new AccountSession
        {
            Id = Guid.NewGuid().ToString(),
            UserId = owner.Value,
            StartedAt = now,
            SeenAt = now,
            Browser = BrowserName.Of(context.Request.Headers.UserAgent),
            Address = context.Connection.RemoteIpAddress?.ToString() ?? "",
        };
        accounts.Sessions.Add(begun);
        await accounts.SaveChangesAsync(cancellation);
        return begun.Id;
    }

    /// <summary>Whether it goes on; notes that it was seen.</summary>
    public async Task<bool> GoesOnAsync(UserId owner, string? id, CancellationToken cancellation) =>
        id is not null && (await GoOnAsync([id], cancellation)).GetValueOrDefault(id) == owner.Value;

    /// <summary>Those of the sessions that go on, with whose they are; notes that they were seen.</summary>
    public async Task<Dictionary<string, string>> GoOnAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        var sessions = Going(scope, now).Where(session => ids.Contains(session.Id));
        var going = await sessions.Select(session => new { session.Id, session.UserId, session.SeenAt }).ToListAsync(cancellation);
        var unnoted = now - SeenInterval;
        if (going.Any(session => session.SeenAt <= unnoted))
        {
            await sessions.Where(session => session.SeenAt <= unnoted).ExecuteUpdateAsync(one => one.SetProperty(used => used.SeenAt, now), cancellation);
        }

        return going.ToDictionary(session => session.Id, session => session.UserId);
    }

    /// <summary>Those that go on, the last seen first.</summary>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(UserId owner, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Going(scope, time.GetUtcNow()).Where(session => session.UserId == owner.Value).OrderByDescending(session => session.SeenAt).AsNoTracking().ToListAsync(cancellation);
    }

    /// <summary>It is signed out with its next request; its open pages at once on this instance, within a minute on others.</summary>
    /// <param name="isLeaving">The browser itself asks for it: its page is on its way out, and would be led astray by news of its own end. Its other pages hear within a minute.</param>
    /// <returns>The session as it was, or null when the account has none with this id.</returns>
    public async Task<AccountSession?> EndAsync(UserId owner, string id, CancellationToken cancellation, bool isLeaving = false)
    {
        await using var scope = scopes.CreateAsyncScope();
        var ending = Accounts(scope).Sessions.Where(session => session.UserId == owner.Value && session.Id == id);
        var session = await ending.AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (await ending.ExecuteDeleteAsync(cancellation) == 0)
        {
            return null;
        }

        if (!isLeaving)
        {
            news.Tell(owner);
        }

        return session;
    }

    /// <summary>Ends all but one.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndOthersAsync(UserId owner, string? kept, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var ended = await Accounts(scope).Sessions.Where(session => session.UserId == owner.Value && session.Id != kept).ExecuteDeleteAsync(cancellation);
        if (ended > 0)
        {
            news.Tell(owner);
        }

        return ended;
    }

    private IQueryable<AccountSession> Going(AsyncServiceScope scope, DateTimeOffset now)
    {
        var (seen, started) = Oldest(now);
        return Accounts(scope).Sessions.Where(session => session.SeenAt >= seen && session.StartedAt >= started);
    }

    /// <summary>When a session that goes on was seen last at the earliest, and when it began.</summary>
    private (DateTimeOffset Seen, DateTimeOffset Started) Oldest(DateTimeOffset now) => (now - Life, now - TimeSpan.FromDays(options.Value.SessionDays));

    private static AccountsDbContext Accounts(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
}
