using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.Sessions;

/// <summary>Begins, lists, looks after and ends the sessions of accounts. All instances see the same ones: what ends here has ended everywhere within a minute.</summary>
public sealed class SessionBook(IServiceScopeFactory scopes, AccountNews news, TimeProvider time)
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
        var oldest = now - Life;
        await accounts.Sessions.Where(session => session.UserId == owner.Value && session.SeenAt < oldest).ExecuteDeleteAsync(cancellation);
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

    /// <summary>Whether it has not been ended; notes that it was seen.</summary>
    public async Task<bool> GoesOnAsync(UserId owner, string? id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = Accounts(scope).Sessions.Where(one => one.Id == id && one.UserId == owner.Value);
        var now = time.GetUtcNow();
        if (await session.Select(one => (DateTimeOffset?)one.SeenAt).SingleOrDefaultAsync(cancellation) is not { } seen || now - seen > Life)
        {
            return false;
        }

        return now - seen < SeenInterval || await session.ExecuteUpdateAsync(one => one.SetProperty(used => used.SeenAt, now), cancellation) > 0;
    }

    /// <summary>Those of the sessions that have not been ended, with whose they are; notes that they were seen.</summary>
    public async Task<Dictionary<string, string>> GoOnAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        var (oldest, unnoted) = (now - Life, now - SeenInterval);
        var sessions = Accounts(scope).Sessions.Where(session => ids.Contains(session.Id) && session.SeenAt >= oldest);
        var going = await sessions.ToDictionaryAsync(session => session.Id, session => session.UserId, cancellation);
        await sessions.Where(session => session.SeenAt <= unnoted).ExecuteUpdateAsync(one => one.SetProperty(used => used.SeenAt, now), cancellation);
        return going;
    }

    /// <summary>Those that go on, the last seen first.</summary>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(UserId owner, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var oldest = time.GetUtcNow() - Life;
        return await Accounts(scope).Sessions.Where(session => session.UserId == owner.Value && session.SeenAt > oldest).OrderByDescending(session => session.SeenAt).AsNoTracking().ToListAsync(cancellation);
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

    private static AccountsDbContext Accounts(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
}
