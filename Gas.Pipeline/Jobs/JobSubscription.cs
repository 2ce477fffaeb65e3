using System.Runtime.CompilerServices;

namespace Gas.Pipeline.Jobs;

/// <summary>One watcher's place in the <see cref="JobFeed"/>: the latest unread change of each job, so that a slow reader loses no job's last word.</summary>
public sealed class JobSubscription : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Action<JobSubscription> _leave;
    private readonly Func<JobId, bool>? _wanted;
    private readonly Func<JobChange, bool>? _worth;
    private Dictionary<JobId, JobChange> _unread = [];
    private bool _missed;
    private bool _disposed;

    internal JobSubscription(Action<JobSubscription> leave, Func<JobId, bool>? wanted = null, Func<JobChange, bool>? worth = null) =>
        (_leave, _wanted, _worth) = (leave, wanted, worth);

    /// <summary>
    /// Gives what has changed since the last turn, each job once, until cancelled. An empty turn says that news may have been lost: read the store again.
    /// For one reader.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyCollection<JobChange>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            await _signal.WaitAsync(cancellation);
            yield return Take();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _leave(this);
    }

    internal bool Wants(JobId job) => _wanted?.Invoke(job) ?? true;

    internal void Miss()
    {
        lock (_lock)
        {
            _missed = !_disposed;
            Signal();
        }
    }

    internal void Offer(JobChange change)
    {
        if (!Wants(change.Job.Id) || _worth?.Invoke(change) == false)
        {
            return;
        }

        lock (_lock)
        {
            if (_disposed || (_unread.TryGetValue(change.Job.Id, out var known) && IsOlder(change, known)))
            {
                return;
            }

            _unread[change.Job.Id] = change;
            Signal();
        }
    }

    /// <summary>What is unread now.</summary>
    internal IReadOnlyCollection<JobChange> Take()
    {
        lock (_lock)
        {
            if (_missed)
            {
                _missed = false;
                if (_unread.Count > 0)
                {
                    Signal();
                }

                return [];
            }

            var taken = _unread;
            _unread = [];
            return taken.Values;
        }
    }

    private static bool IsOlder(JobChange change, JobChange known) =>
        known.Removed || change.Job.Version < known.Job.Version;

    private void Signal()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }
}
