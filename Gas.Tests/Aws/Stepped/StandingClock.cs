namespace Gas.Tests.Aws.Stepped;

/// <summary>Stands until the test moves its leader, but its timers run as they always do: the SDK's side waits a few milliseconds now and then.</summary>
internal sealed class StandingClock(TimeProvider leader) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => leader.GetUtcNow();
}
