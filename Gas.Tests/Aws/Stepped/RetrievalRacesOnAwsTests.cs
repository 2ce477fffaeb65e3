using Gas.Tests.Pipeline.Races;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Aws.Stepped;

[Collection(SteppedAwsCollection.Name)]
public sealed class RetrievalRacesOnAwsTests(SqsJobQueueTests.Peer peer) : RetrievalRaceTests
{
    private protected override async Task<SteppedPipeline> StartAsync() => new(await AwsSteps.StartAsync(await peer.FauxqsAsync()));
}
