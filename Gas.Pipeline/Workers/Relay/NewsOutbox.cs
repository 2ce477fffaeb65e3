using System.Threading.Channels;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers.Relay;

/// <summary>What is still to be told to other instances: of each job the latest only. Gathers while what was taken is under way, however long that takes.</summary>
internal sealed class NewsOutbox
{
    /// <summary>What one message may hold: far below 256 KiB, and as a rule in the 64 KiB that are paid for as one.</summary>
    private const int MostJobs = 200;
    private const int MostTicks = 8;
    private const int MostLines = 15;
    private const int LongestLine = 300;

    /// <summary>Jobs that are kept while nothing can be told. What is more is dropped, and a number is left out, so that the others see the gap.</summary>
    private const int MostWaiting = 10_000;

    private readonly Lock _lock = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(1);
    private readonly Dictionary<JobId, JobNews> _jobs = [];
    private readonly Dictionary<JobId, ProgressNews> _ticks = [];
    private readonly HashSet<UserId> _plans = [];
    private readonly HashSet<JobId> _watchedJobs = [];
    private readonly HashSet<UserId> _watchedOwners = [];
    private bool _alive;
    private bool _leaving;
    private bool _dropped;

    /// <summary>Returns when there is something to tell.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _signal.Reader.ReadAsync(cancellation);

    public void Add(Job job, bool removed) => Change(() =>
    {
        if (!_jobs.TryGetValue(job.Id, out var known) && _jobs.Count >= MostWaiting)
        {
            _dropped = true;
        }
        else if (known is null || known.Version < job.Version || removed)
        {
            _jobs[job.Id] = new JobNews(job.Id, job.Owner, job.Version, removed);
        }
    });

    public void AddTick(JobChange change) => Change(() => _ticks[change.Job.Id] = new ProgressNews(
        change.Job.Id,
        change.Job.Owner,
        change.Job.Version,
        change.Progress!.Value,
        [.. change.LogTail.TakeLast(MostLines).Select(line => line.Length > LongestLine ? line[..LongestLine] + "…" : line)]));

    public void AddPlan(UserId owner) => Change(() => _plans.Add(owner));

    public void Watch(JobId job) => Change(() => _watchedJobs.Add(job));

    public void Watch(UserId owner) => Change(() => _watchedOwners.Add(owner));

    public void ShowAlive() => Change(() => _alive = true);

    public void Leave() => Change(() => _leaving = true);

    /// <summary>The next message, or null when nothing is left.</summary>
    /// <param name="heard">Whether anybody would hear it; if not, only the sign of life is given and the rest is dropped.</param>
    public News? Take(string from, long number, bool heard)
    {
        lock (_lock)
        {
            if (!heard)
            {
                _jobs.Clear();
                _ticks.Clear();
                _plans.Clear();
                _watchedJobs.Clear();
                _watchedOwners.Clear();
            }

            var jobs = Taken(_jobs, MostJobs);
            var ticks = Taken(_ticks, MostTicks);
            var (plans, watchedJobs, watchedOwners) = (Taken(_plans, MostJobs), Taken(_watchedJobs, MostJobs), Taken(_watchedOwners, MostJobs));
            var (alive, leaving) = (_alive, _leaving);
            var gap = heard && _dropped ? 1 : 0;
            (_alive, _leaving, _dropped) = (false, false, false);
            return !alive && !leaving && jobs.Length + ticks.Length + plans.Length + watchedJobs.Length + watchedOwners.Length == 0
                ? null
                : new News
                {
                    From = from,
                    Number = number + gap,
                    Alive = alive,
                    Leaving = leaving,
                    Jobs = jobs,
                    Progress = ticks,
                    Plans = plans,
                    WatchedJobs = watchedJobs,
                    WatchedOwners = watchedOwners,
                };
        }
    }

    private static TValue[] Taken<TValue>(Dictionary<JobId, TValue> waiting, int most)
    {
        var taken = waiting.Take(most).ToArray();
        foreach (var (key, _) in taken)
        {
            waiting.Remove(key);
        }

        return [.. taken.Select(one => one.Value)];
    }

    private static TKey[] Taken<TKey>(HashSet<TKey> waiting, int most)
    {
        TKey[] taken = [.. waiting.Take(most)];
        waiting.ExceptWith(taken);
        return taken;
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            _signal.Writer.TryWrite(true);
        }
    }
}
