namespace Gas.Tests.Aws;

/// <summary>The machine's clock, moved forward by the test together with a peer's: timers run as they always do.</summary>
internal sealed class MovedClock : TimeProvider
{
    private TimeSpan _moved;

    public void Move(TimeSpan span) => _moved += span;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _moved;
}
