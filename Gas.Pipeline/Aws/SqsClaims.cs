using System.Collections.Concurrent;

namespace Gas.Pipeline.Aws;

/// <summary>
/// Until when each message handed to this process is its own. The service takes a lapsed receipt without a word, so whoever lost a claim learns it here.
/// </summary>
internal sealed class SqsClaims(TimeProvider time)
{
    private const int Many = 1000;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new();

    public void Begin(string receipt, TimeSpan lease)
    {
        if (_until.Count >= Many)
        {
            Forget();
        }

        _until[receipt] = time.GetUtcNow() + lease;
    }

    public bool Holds(string receipt) => _until.TryGetValue(receipt, out var until) && until > time.GetUtcNow();

    /// <summary>Ends the claim; false when it had ended before.</summary>
    public bool End(string receipt) => _until.TryRemove(receipt, out var until) && until > time.GetUtcNow();

    /// <summary>Claims that nobody settled: their messages have come again under other receipts.</summary>
    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var claim in _until.Where(claim => claim.Value <= now))
        {
            _until.TryRemove(claim);
        }
    }
}
