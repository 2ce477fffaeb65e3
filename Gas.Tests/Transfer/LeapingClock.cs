using Gas.Tests.Aws;

namespace Gas.Tests.Transfer;

/// <summary>Who waits by this clock waits for a moment only; another clock, if there is one, is moved by what they would have waited.</summary>
internal sealed class LeapingClock(MovedClock? moved) : TimeProvider
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    public override DateTimeOffset GetUtcNow() => (moved ?? System).GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        moved?.Move(dueTime);
        return System.CreateTimer(callback, state, Moment, period);
    }
}
