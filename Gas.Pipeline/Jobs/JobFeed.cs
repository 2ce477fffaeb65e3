using System.Collections.Concurrent;

namespace Gas.Pipeline.Jobs;

/// <summary>
/// Tells watchers what was committed. Holds no state of its own: a watcher subscribes first, then reads the store, then keeps the higher version.
/// Publishing never waits for a watcher; a slow one finds the latest change of each job, not every one. Where the service runs as several instances,
/// what the others have committed comes in by <see cref="Relay"/>.
/// </summary>
public sealed class JobFeed
{
    private readonly ConcurrentDictionary<UserId, Subscribers> _byOwner = new();
    private readonly ConcurrentDictionary<JobId, Subscribers> _byJob = new();
    private readonly Subscribers _all = new(closesWhenEmpty: false);
    private readonly Subscribers _commits = new(closesWhenEmpty: false);

    /// <summary>Somebody has begun to watch an owner's jobs.</summary>
    public event Action<UserId>? OwnerWatched;

    /// <summary>Somebody has begun to watch a job.</summary>
    public event Action<JobId>? JobWatched;

    /// <summary>This process has committed a change. Whoever listens must not throw, nor take its time.</summary>
    public event Action<JobChange>? Committed;

    /// <summary>How many watch, whatever they watch.</summary>
    public int Watchers => _byOwner.Values.Concat(_byJob.Values).Sum(watchers => watchers.Count) + _all.Count + _commits.Count;

    /// <summary>Changes of all jobs of one owner, or those that are worth waking the watcher for, which is asked at each commit and so must be quick.</summary>
    public JobSubscription Watch(UserId owner, Func<JobChange, bool>? worth = null)
    {
        var subscription = Add(_byOwner, owner, worth);
        OwnerWatched?.Invoke(owner);
        return subscription;
    }

    /// <summary>Changes of one job.</summary>
    public JobSubscription Watch(JobId job)
    {
        var subscription = Add(_byJob, job);
        JobWatched?.Invoke(job);
        return subscription;
    }

    /// <summary>Changes of every job, for those who look after the whole.</summary>
    public JobSubscription WatchAll() => Add(_all, null);

    /// <summary>Changes of the jobs that <paramref name="wanted"/> names at the time.</summary>
    public JobSubscription WatchAll(Func<JobId, bool> wanted) => Add(_all, wanted);

    /// <summary>What this process itself has committed or is at work on, for those who pass it on.</summary>
    public JobSubscription WatchCommits() => Add(_commits, null);

    /// <summary>Whether anybody here would hear of this job.</summary>
    public bool IsWatched(UserId owner, JobId job) => _byOwner.ContainsKey(owner) || _byJob.ContainsKey(job) || _all.Wants(job);

    /// <summary>Tells of a commit of this process.</summary>
    public void Publish(JobChange change)
    {
        if (change.Progress is null)
        {
            Committed?.Invoke(change);
        }

        _commits.Offer(change);
        Relay(change);
    }

    /// <summary>Tells of what another instance has committed.</summary>
    public void Relay(JobChange change)
    {
        if (_byOwner.TryGetValue(change.Job.Owner, out var owners))
        {
            owners.Offer(change);
        }

        if (_byJob.TryGetValue(change.Job.Id, out var watchers))
        {
            watchers.Offer(change);
        }

        _all.Offer(change);
    }

    /// <summary>News of other instances may have been lost: whoever watches has to read again.</summary>
    public void Miss()
    {
        foreach (var subscribers in _byOwner.Values.Concat(_byJob.Values).Append(_all))
        {
            subscribers.Miss();
        }
    }

    private static JobSubscription Add(Subscribers subscribers, Func<JobId, bool>? wanted)
    {
        var subscription = new JobSubscription(gone => subscribers.Remove(gone), wanted);
        subscribers.TryAdd(subscription);
        return subscription;
    }

    private static JobSubscription Add<TKey>(ConcurrentDictionary<TKey, Subscribers> map, TKey key, Func<JobChange, bool>? worth = null)
        where TKey : notnull
    {
        while (true)
        {
            var subscribers = map.GetOrAdd(key, _ => new Subscribers(closesWhenEmpty: true));
            var subscription = new JobSubscription(gone =>
            {
                if (subscribers.Remove(gone))
                {
                    map.TryRemove(KeyValuePair.Create(key, subscribers));
                }
            }, worth: worth);
            if (subscribers.TryAdd(subscription))
            {
                return subscription;
            }
        }
    }

    /// <summary>A copy-on-write set: publishing reads it without a lock. A keyed one is closed once it is empty, so that no newcomer joins a set that has left the map.</summary>
    private sealed class Subscribers(bool closesWhenEmpty)
    {
        private readonly Lock _lock = new();
        private JobSubscription[]? _members = [];

        public int Count => Volatile.Read(ref _members)?.Length ?? 0;

        public bool TryAdd(JobSubscription subscription)
        {
            lock (_lock)
            {
                if (_members is null)
                {
                    return false;
                }

                _members = [.. _members, subscription];
                return true;
            }
        }

        /// <summary>True when the set is closed now.</summary>
        public bool Remove(JobSubscription subscription)
        {
            lock (_lock)
            {
                var left = (_members ?? []).Where(member => member != subscription).ToArray();
                _members = closesWhenEmpty && left.Length == 0 ? null : left;
                return _members is null;
            }
        }

        public bool Wants(JobId job) => (Volatile.Read(ref _members) ?? []).Any(member => member.Wants(job));

        public void Miss()
        {
            foreach (var member in Volatile.Read(ref _members) ?? [])
            {
                member.Miss();
            }
        }

        public void Offer(JobChange change)
        {
            foreach (var member in Volatile.Read(ref _members) ?? [])
            {
                member.Offer(change);
            }
        }
    }
}
