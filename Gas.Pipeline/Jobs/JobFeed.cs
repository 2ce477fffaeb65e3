using System.Collections.Concurrent;

namespace Gas.Pipeline.Jobs;

/// <summary>
/// Tells watchers what was committed. Holds no state of its own: a watcher subscribes first, then reads the store, then keeps the higher version.
/// Publishing never waits for a watcher; a slow one finds the latest change of each job, not every one.
/// </summary>
public sealed class JobFeed
{
    private readonly ConcurrentDictionary<UserId, Subscribers> _byOwner = new();
    private readonly ConcurrentDictionary<JobId, Subscribers> _byJob = new();
    private readonly Subscribers _all = new(closesWhenEmpty: false);

    /// <summary>Changes of all jobs of one owner.</summary>
    public JobSubscription Watch(UserId owner) => Add(_byOwner, owner);

    /// <summary>Changes of one job.</summary>
    public JobSubscription Watch(JobId job) => Add(_byJob, job);

    /// <summary>Changes of every job, for those who look after the whole.</summary>
    public JobSubscription WatchAll()
    {
        var subscription = new JobSubscription(gone => _all.Remove(gone));
        _all.TryAdd(subscription);
        return subscription;
    }

    public void Publish(JobChange change)
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

    private static JobSubscription Add<TKey>(ConcurrentDictionary<TKey, Subscribers> map, TKey key)
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
            });
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

        public void Offer(JobChange change)
        {
            foreach (var member in Volatile.Read(ref _members) ?? [])
            {
                member.Offer(change);
            }
        }
    }
}
