using System.Runtime.CompilerServices;

namespace Gas.Pipeline.Jobs;

/// <summary>One watcher's place in the <see cref="JobFeed"/>: the latest unread change of each job, so that a slow reader loses no job's last word.</summary>
public sealed class JobSubscription : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Action<JobSubscription> _leave;
    private Dictionary<JobId, JobChange> _unread = [];
    private bool _disposed;

    internal JobSubscription(Action<JobSubscription> leave) => _leave = leave;

    /// <summary>Gives what has changed since the last turn, each job once, until cancelled. For one reader.</summary>
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

    internal void Offer(JobChange change)
    {
        lock (_lock)
        {
            if (_disposed || (_unread.TryGetValue(change.Job.Id, out var known) && IsOlder(change, known)))
            {
                return;
            }

            _unread[change.Job.Id] = change;
            if (_signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
    }

    private static bool IsOlder(JobChange change, JobChange known) =>
        known.Removed || change.Job.Version < known.Job.Version;

    private Dictionary<JobId, JobChange>.ValueCollection Take()
    {
        lock (_lock)
        {
            var taken = _unread;
            _unread = [];
            return taken.Values;
        }
    }
}
