using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Telemetry;

/// <summary>How much this process has got done since its start: kept as it happens, so that looking costs nothing.</summary>
public sealed class Throughput : IDisposable
{
    private readonly Lock _lock = new();
    private readonly JobFeed _feed;
    private readonly TimeProvider _time;
    private readonly RateRings _submitted = new();
    private readonly RateRings _completed = new();
    private readonly RateRings _failed = new();
    private readonly RecentTimes _waits = new();
    private readonly RecentTimes _runs = new();

    public Throughput(JobFeed feed, TimeProvider time)
    {
        (_feed, _time) = (feed, time);
        Since = time.GetUtcNow();
        feed.Committed += Count;
    }

    public DateTimeOffset Since { get; }

    public ThroughputView Read()
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            return new ThroughputView(_submitted.Read(now), _completed.Read(now), _failed.Read(now), _waits.Read(), _runs.Read());
        }
    }

    /// <summary>How long the latest runs took on average; null where there were fewer than <paramref name="least"/>.</summary>
    public TimeSpan? MeanRun(int least)
    {
        lock (_lock)
        {
            return _runs.Mean(least);
        }
    }

    public void Dispose() => _feed.Committed -= Count;

    private void Count(JobChange change)
    {
        if (!change.IsMove)
        {
            return;
        }

        var job = change.Job;
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            if (change.Before is null)
            {
                _submitted.Add(now);
            }
            else if (change.IsEnd && job.State is JobState.Completed or JobState.Failed)
            {
                (job.State == JobState.Completed ? _completed : _failed).Add(now);
                if (job.RunTime is { } run)
                {
                    _runs.Add(run);
                }
            }
            else if (job.State == JobState.Annotating && job.WaitTime is { } wait)
            {
                _waits.Add(wait);
            }
        }
    }

    private sealed class RateRings
    {
        private readonly SlotRing _minutes = new(TimeSpan.FromMinutes(1), 60);
        private readonly SlotRing _hours = new(TimeSpan.FromHours(1), 24);

        public void Add(DateTimeOffset now)
        {
            _minutes.Add(now);
            _hours.Add(now);
        }

        public Rates Read(DateTimeOffset now) => new(_minutes.Read(now), _hours.Read(now));
    }
}
