using Gas.Tests.Pipeline.Races;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Aws.Stepped;

[Collection(SteppedAwsCollection.Name)]
public sealed class DownloadRacesOnAwsTests(SqsJobQueueTests.Peer peer) : DownloadRaceTests
{
    private protected override async Task<SteppedPipeline> StartAsync() => new(await AwsSteps.StartAsync(await peer.FauxqsAsync()));
}
