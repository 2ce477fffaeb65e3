namespace Gas.Pipeline.Telemetry;

/// <summary>Counts by slots of time, of which the latest few are kept. Not for several threads at once.</summary>
internal sealed class SlotRing(TimeSpan slot, int slots)
{
    private readonly long[] _counts = new long[slots];
    private long _latest;

    public void Add(DateTimeOffset now)
    {
        MoveTo(now);
        _counts[_latest % slots]++;
    }

    /// <summary>Oldest first; the last is the slot that has not ended.</summary>
    public IReadOnlyList<long> Read(DateTimeOffset now)
    {
        MoveTo(now);
        var read = new long[slots];
        for (var age = 0; age < slots; age++)
        {
            read[slots - 1 - age] = _counts[(_latest - age) % slots];
        }

        return read;
    }

    private void MoveTo(DateTimeOffset now)
    {
        var number = now.UtcTicks / slot.Ticks;
        if (number - _latest >= slots)
        {
            Array.Clear(_counts);
            _latest = number;
        }

        while (_latest < number)
        {
            _counts[++_latest % slots] = 0;
        }
    }
}
