namespace Gas.Pipeline.Telemetry;

/// <summary>The latest few lengths of time. Not for several threads at once.</summary>
internal sealed class RecentTimes
{
    private const int Most = 1000;
    private readonly Queue<TimeSpan> _times = new();
    private TimeSpan _sum;

    public void Add(TimeSpan time)
    {
        if (_times.Count == Most)
        {
            _sum -= _times.Dequeue();
        }

        _times.Enqueue(time);
        _sum += time;
    }

    /// <summary>Null where there are fewer than <paramref name="least"/>.</summary>
    public TimeSpan? Mean(int least) => _times.Count < least ? null : _sum / _times.Count;

    /// <summary>Null where there are none.</summary>
    public Percentiles? Read()
    {
        if (_times.Count == 0)
        {
            return null;
        }

        var sorted = _times.Order().ToArray();
        return new Percentiles(sorted.Length, At(sorted, 0.5), At(sorted, 0.95));
    }

    /// <summary>The smallest that is not below the given part of them.</summary>
    private static TimeSpan At(TimeSpan[] sorted, double part) => sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
}
