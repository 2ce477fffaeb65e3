using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Account;

/// <summary>
/// Tells those in this process who must know at once that an account has changed or is gone: open pages, and the check of sessions. What another
/// process changes they find out within a minute, when they look by themselves.
/// </summary>
public sealed class AccountNews(TimeProvider time)
{
    private readonly ConcurrentDictionary<UserId, DateTimeOffset> _changed = new();

    /// <summary>Whoever listens must not throw.</summary>
    public event Action<UserId>? Changed;

    public void Tell(UserId account)
    {
        var now = time.GetUtcNow();
        foreach (var old in _changed.Where(one => now - one.Value > AccountRound.Interval))
        {
            // Sessions that are older have been looked at since.
            _changed.TryRemove(old);
        }

        _changed[account] = now;
        Changed?.Invoke(account);
    }

    /// <summary>Whether the account has changed since.</summary>
    public bool IsNewerThan(DateTimeOffset since, UserId account) => _changed.TryGetValue(account, out var at) && at >= since;
}
