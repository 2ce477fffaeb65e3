namespace Gas.Tests.Aws;

/// <summary>The clock of something that is made later: who is there first can run on it all the same.</summary>
internal sealed class FollowingClock : TimeProvider
{
    public TimeProvider Leader { get; set; } = System;

    public override long TimestampFrequency => Leader.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => Leader.GetUtcNow();

    public override long GetTimestamp() => Leader.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Leader.CreateTimer(callback, state, dueTime, period);
}
