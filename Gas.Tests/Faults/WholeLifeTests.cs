using System.Collections.Concurrent;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Faults;

/// <summary>Breaks each port call of whole lives once, before and after its effect, and kills the process there as well. Nothing may be stuck, lost, doubled, billed twice or unreachable.</summary>
public sealed class WholeLifeTests(ITestOutputHelper output) : LifeTests(output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_life_survives_a_fault_and_a_kill_at_any_call(bool after)
    {
        var broken = await BreakEveryCallAsync(LiveLongAsync, after);
        Assert.All(CallsOfTheLongLife, call => Assert.Contains(broken, what => what.StartsWith(call, StringComparison.Ordinal)));
    }

    /// <summary>The owner upgrades while the hot copy is still there, and while the archive is being made.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_life_of_changed_minds_survives_a_fault_and_a_kill_at_any_call(bool after) => await BreakEveryCallAsync(ChangeMindsAsync, after);

    private protected override Task<SteppedPipeline> StartAsync() => Task.FromResult(new SteppedPipeline(new EmbeddedSteps()));

    private async Task<ConcurrentBag<string>> BreakEveryCallAsync(Func<SteppedPipeline, ExpectedJob, Task> live, bool after)
    {
        var calls = await CountAsync(live);
        // A plan beyond the last call breaks nothing and must come out clean too; a life with a fault in it may be longer.
        var plans = Enumerable.Range(1, calls + 2).SelectMany(call => new[] { new Mishap(MishapKind.Fault, call, after), new Mishap(MishapKind.Crash, call, after) });
        return await BreakAsync([.. plans], Environment.ProcessorCount, live);
    }

    private async Task<int> CountAsync(Func<SteppedPipeline, ExpectedJob, Task> live)
    {
        await using var pipeline = await StartAsync();
        pipeline.Faults.Arm(null, idleToo: true);
        await RunAsync(pipeline, live, mishaps: 0);
        return pipeline.Faults.Calls;
    }
}
