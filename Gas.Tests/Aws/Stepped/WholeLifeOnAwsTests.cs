using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Aws.Stepped;

[Collection(SteppedAwsCollection.Name)]
public sealed class WholeLifeOnAwsTests(ITestOutputHelper output, SqsJobQueueTests.Peer peer) : LifeTests(output)
{
    private static readonly (MishapKind Kind, bool After)[] Ways = [(MishapKind.Fault, false), (MishapKind.Crash, true), (MishapKind.Fault, true), (MishapKind.Crash, false)];

    /// <summary>All but the one that this provider does not make: S3 copies by itself what is archived.</summary>
    private static readonly string[] Calls = [.. CallsOfTheLongLife.Where(call => call != "open annotated.vcf.gz")];

    /// <summary>Each once, in one of four ways; the embedded provider has the time for every single call in all of them.</summary>
    [Fact]
    public async Task A_long_life_survives_a_fault_or_a_kill_at_each_of_its_calls()
    {
        var plans = Calls.Select((call, at) => new Mishap(Ways[at % Ways.Length].Kind, 1, Ways[at % Ways.Length].After, call)).ToArray();
        var broken = await BreakAsync(plans, 1, LiveLongAsync);
        Assert.All(Calls, call => Assert.Contains(broken, what => what.StartsWith(call, StringComparison.Ordinal)));
    }

    private protected override async Task<SteppedPipeline> StartAsync() => new(await AwsSteps.StartAsync(await peer.FauxqsAsync()));
}
