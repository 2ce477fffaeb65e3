using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Faults;

/// <summary>
/// Breaks each port call of whole lives once, before and after its effect, and kills the process there as well: submit, annotate, archive, upgrade, thaw, restore,
/// downgrade, archive again, delete. Nothing may be stuck, lost, doubled, billed twice or unreachable.
/// </summary>
public sealed class WholeLifeTests(ITestOutputHelper output)
{
    private const string Content = "the only one of its kind\n";

    /// <summary>What a life must come across; a fault at a call that nobody makes proves nothing.</summary>
    private static readonly string[] CallsOfTheLongLife =
    [
        "commit input", "add", "send Annotate", "receive Annotate", "save Annotating", "plan", "commit annotated.vcf.gz", "save Completed", "complete Annotate", "tell Completed",
        "receive Archive", "save Archiving", "open annotated.vcf.gz", "archive", "save Archived", "delete annotated.vcf.gz", "plan changes", "settle plan change", "page", "due",
        "receive Thaw", "retrieve Expedited", "save Thawing", "receive notice", "settle notice", "save Restoring", "receive Restore", "open retrieval", "delete archive", "tell Restored",
        "save Deleting", "list", "delete input", "remove", "complete Delete",
    ];

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

    private async Task<ConcurrentBag<string>> BreakEveryCallAsync(Func<SteppedPipeline, ExpectedJob, Task> live, bool after)
    {
        var calls = await CountAsync(live);
        var broken = new ConcurrentBag<string>();
        // A plan beyond the last call breaks nothing and must come out clean too; a life with a fault in it may be longer.
        var plans = Enumerable.Range(1, calls + 2).SelectMany(call => new[] { new Mishap(MishapKind.Fault, call, after), new Mishap(MishapKind.Crash, call, after) }).ToArray();
        await Parallel.ForEachAsync(plans, TestContext.Current.CancellationToken, async (plan, _) =>
        {
            await using var pipeline = new SteppedPipeline();
            var faults = pipeline.Faults;
            faults.Arm(plan, idleToo: true);
            try
            {
                await RunAsync(pipeline, live, mishaps: 1);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{plan}, {faults.Broken}: {exception}");
            }

            broken.Add(faults.Broken ?? "nothing");
        });
        output.WriteLine($"{plans.Length} runs of a life of {calls} calls, {broken.Distinct().Count()} kinds of call broken {(after ? "after" : "before")} their effect");
        Assert.True(broken.Count(what => what == "nothing") < plans.Length / 10, "Most plans broke nothing.");
        return broken;
    }

    private static async Task<int> CountAsync(Func<SteppedPipeline, ExpectedJob, Task> live)
    {
        await using var pipeline = new SteppedPipeline();
        pipeline.Faults.Arm(null, idleToo: true);
        await RunAsync(pipeline, live, mishaps: 0);
        return pipeline.Faults.Calls;
    }

    private static async Task RunAsync(SteppedPipeline pipeline, Func<SteppedPipeline, ExpectedJob, Task> live, int mishaps)
    {
        var job = new ExpectedJob(JobId.ForKey(SteppedPipeline.Ann, "key"), SteppedPipeline.Ann, Content) { AnnotateMishaps = mishaps, ThawMishaps = mishaps };
        await pipeline.SubmitAsync(job.Owner, "key", Content);
        await live(pipeline, job);
        Invariants.AreBilledOnce(pipeline, [job]);

        await pipeline.AskAsync(job.Id, new JobEvent.DeleteRequested());
        job.IsDeleted = true;
        await EndPhaseAsync(pipeline, job);
        pipeline.Pass(TimeSpan.FromHours(25));
        await pipeline.ReapAsync();
        // Whatever the fault met in the reaper's round, the next round does.
        await pipeline.ReapAsync();
        await Invariants.HoldAtTheEndAsync(pipeline, [job]);
    }

    private static async Task LiveLongAsync(SteppedPipeline pipeline, ExpectedJob job)
    {
        await EndPhaseAsync(pipeline, job);
        Assert.Equal((JobState.Archived, null), await WhereAsync(pipeline, job));
        pipeline.Owners.Change(job.Owner, Plan.Premium);
        await EndPhaseAsync(pipeline, job);
        Assert.Equal((JobState.Completed, null), await WhereAsync(pipeline, job));
        pipeline.Owners.Change(job.Owner, Plan.Free);
        await EndPhaseAsync(pipeline, job);
        Assert.Equal((JobState.Archived, null), await WhereAsync(pipeline, job));
    }

    private static async Task ChangeMindsAsync(SteppedPipeline pipeline, ExpectedJob job)
    {
        await pipeline.UntilAsync(job.Id, row => row.State == JobState.Archived);
        pipeline.Owners.Change(job.Owner, Plan.Premium);
        await EndPhaseAsync(pipeline, job);
        Assert.Equal((JobState.Completed, null), await WhereAsync(pipeline, job));
        pipeline.Owners.Change(job.Owner, Plan.Free);
        await pipeline.UntilAsync(job.Id, row => row is { State: JobState.Completed, Plan: Plan.Free } && row.ArchiveAt <= pipeline.Time.GetUtcNow() + TimeSpan.FromMinutes(5));
        // The plan has changed in the accounts, and no job knows of it yet.
        pipeline.Owners.Change(job.Owner, Plan.Premium);
        pipeline.Pass(TimeSpan.FromMinutes(5));
        await pipeline.SweepAsync();
        await pipeline.WorkAsync(Stage.Archive);
        await EndPhaseAsync(pipeline, job);
        Assert.Equal((JobState.Completed, null), await WhereAsync(pipeline, job));
        pipeline.Owners.Change(job.Owner, Plan.Free);
        await pipeline.UntilAsync(job.Id, row => row is { State: JobState.Archived, HotUntil: null });
        pipeline.Owners.Change(job.Owner, Plan.Premium);
        await pipeline.UntilAsync(job.Id, row => row.State == JobState.Thawing);
    }

    private static async Task EndPhaseAsync(SteppedPipeline pipeline, ExpectedJob job)
    {
        await pipeline.SettleAsync();
        await Invariants.HoldAlwaysAsync(pipeline, [job]);
    }

    private static async Task<(JobState State, DateTimeOffset? HotUntil)> WhereAsync(SteppedPipeline pipeline, ExpectedJob job)
    {
        var row = (await pipeline.Store.FindAsync(job.Id, default))!;
        return (row.State, row.HotUntil);
    }
}
