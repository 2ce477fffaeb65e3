using Gas.Tests.Pipeline.Races;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Aws.Stepped;

[Collection(SteppedAwsCollection.Name)]
public sealed class PlanRacesOnAwsTests(SqsJobQueueTests.Peer peer) : PlanRaceTests
{
    private protected override async Task<SteppedPipeline> StartAsync() => new(await AwsSteps.StartAsync(await peer.FauxqsAsync()));

    private protected override IEnumerable<int> CallsToStandAt(Moment moment) => AwsSteps.CallsToStandAt(moment, base.CallsToStandAt(moment));
}
