using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Aws.Stepped;

[Collection(SteppedAwsCollection.Name)]
public sealed class WholeLifeOnAwsTests(ITestOutputHelper output, SqsJobQueueTests.Peer peer) : LifeTests(output)
{
    private static readonly (MishapKind Kind, bool After)[] Ways = [(MishapKind.Fault, false), (MishapKind.Crash, true), (MishapKind.Fault, true), (MishapKind.Crash, false)];

    /// <summary>Each kind of call once, in one of four ways; the embedded provider has the time for each single call in all of them.</summary>
    [Fact]
    public async Task A_long_life_survives_a_fault_or_a_kill_at_every_kind_of_call()
    {
        var kinds = (await CallsOfAsync(LiveLongAsync)).Distinct().Order(StringComparer.Ordinal);
        var plans = kinds.Select((name, at) => new Mishap(Ways[at % Ways.Length].Kind, 1, Ways[at % Ways.Length].After, name)).ToArray();
        Assert.InRange(plans.Length, 40, 80);
        await BreakAsync(plans, 1, LiveLongAsync);
    }

    private protected override async Task<SteppedPipeline> StartAsync() => new(await AwsSteps.StartAsync(await peer.FauxqsAsync()));
}
