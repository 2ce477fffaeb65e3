namespace Gas.Tests.Browser;

/// <summary>The machine's clock, which can be told that time has gone by: waits that take minutes are over at once, and a slow machine misses none.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));

    public void Leap(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
