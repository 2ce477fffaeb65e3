using Gas.Pipeline.Jobs;

namespace Gas.Tests.Pipeline.Relay;

/// <summary>An open page: keeps what it is told, and counts how often it is told to read again.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<JobChange> _changes = [];
    private readonly JobSubscription _subscription;
    private readonly Task _following;
    private int _missed;

    public Watcher(JobSubscription subscription)
    {
        _subscription = subscription;
        _following = Task.Run(FollowAsync);
    }

    public int Missed => Volatile.Read(ref _missed);

    public IReadOnlyList<JobChange> Changes
    {
        get
        {
            lock (_lock)
            {
                return [.. _changes];
            }
        }
    }

    public JobChange? Latest => Changes.Count > 0 ? Changes[^1] : null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _subscription.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var changes in _subscription.ReadAllAsync(_stop.Token))
            {
                if (changes.Count == 0)
                {
                    Interlocked.Increment(ref _missed);
                }

                lock (_lock)
                {
                    _changes.AddRange(changes);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The page is closed.
        }
    }
}
