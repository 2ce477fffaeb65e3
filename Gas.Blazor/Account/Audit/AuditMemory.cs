namespace Gas.Blazor.Account.Audit;

/// <summary>What has been noted lately, so that what is done again and again has one line an hour. It is bounded, and each process has its own: one line more does no harm.</summary>
internal sealed class AuditMemory(TimeProvider time)
{
    public const int Most = 10_000;
    public static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> _noted = [];

    /// <summary>Whether this has not been noted within the hour; it counts as noted from now on.</summary>
    public bool TryAdd(string what)
    {
        var now = time.GetUtcNow();
        lock (_noted)
        {
            if (_noted.TryGetValue(what, out var at) && now - at < Span)
            {
                return false;
            }

            if (_noted.Count >= Most)
            {
                _noted.Clear();
            }

            _noted[what] = now;
            return true;
        }
    }

    /// <summary>It could not be written after all.</summary>
    public void Forget(string what)
    {
        lock (_noted)
        {
            _noted.Remove(what);
        }
    }
}
