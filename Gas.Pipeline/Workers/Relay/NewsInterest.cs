using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers.Relay;

/// <summary>Whose progress other instances would like to hear, and for how long: an interest lapses unless it is shown again.</summary>
internal sealed class NewsInterest(TimeProvider time)
{
    /// <summary>How long an interest holds.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    /// <summary>The least time between two ticks of a job.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private const int Many = 1000;
    private readonly ConcurrentDictionary<JobId, DateTimeOffset> _jobs = new();
    private readonly ConcurrentDictionary<UserId, DateTimeOffset> _owners = new();
    private readonly RecentMemory<JobId, DateTimeOffset> _told = new(Many);

    public void Hear(News news)
    {
        var until = time.GetUtcNow() + Lasts;
        Note(_jobs, news.WatchedJobs, until);
        Note(_owners, news.WatchedOwners, until);
    }

    /// <summary>Whether this job's progress is to be told now; the next time is a second later at the earliest.</summary>
    public bool TakesTick(UserId owner, JobId job)
    {
        var now = time.GetUtcNow();
        if (!(_jobs.TryGetValue(job, out var until) && until > now) && !(_owners.TryGetValue(owner, out until) && until > now))
        {
            return false;
        }

        if (_told.TryGet(job, out var told) && now < told + Pace)
        {
            return false;
        }

        _told.Note(job, now);
        return true;
    }

    private void Note<TKey>(ConcurrentDictionary<TKey, DateTimeOffset> interests, IEnumerable<TKey> keys, DateTimeOffset until)
        where TKey : notnull
    {
        if (interests.Count > Many)
        {
            foreach (var lapsed in interests.Where(interest => interest.Value <= time.GetUtcNow()))
            {
                interests.TryRemove(lapsed);
            }
        }

        foreach (var key in keys)
        {
            interests[key] = until;
        }
    }
}
