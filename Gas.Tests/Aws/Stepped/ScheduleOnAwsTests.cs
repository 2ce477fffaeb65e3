using Gas.Tests.Pipeline.Stepped;
using Gas.Tests.Schedules;

namespace Gas.Tests.Aws.Stepped;

/// <summary>A few schedules; <c>GAS_SCHEDULES</c> says how many more.</summary>
[Collection(SteppedAwsCollection.Name)]
public sealed class ScheduleOnAwsTests(ITestOutputHelper output, SqsJobQueueTests.Peer peer) : ScheduleTests(output)
{
    private protected override int Seconds => 10;

    private protected override int SideBySide => 1;

    private protected override async Task<SteppedPipeline> StartAsync() => new(await AwsSteps.StartAsync(await peer.FauxqsAsync()));
}
