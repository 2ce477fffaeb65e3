using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Faults;

/// <summary>Lives of a job in which one port call goes wrong, or the process dies at it: submit, annotate, archive, upgrade, thaw, restore, downgrade, archive again, delete.</summary>
public abstract class LifeTests(ITestOutputHelper output)
{
    private const string Content = "the only one of its kind\n";

    /// <summary>What a life must come across; a fault at a call that nobody makes proves nothing.</summary>
    private protected static readonly string[] CallsOfTheLongLife =
    [
        "commit input", "add", "send Annotate", "receive Annotate", "save Annotating", "plan", "commit annotated.vcf.gz", "save Completed", "complete Annotate", "tell Completed",
        "receive Archive", "save Archiving", "open annotated.vcf.gz", "archive", "save Archived", "delete annotated.vcf.gz", "plan changes", "settle plan change", "page", "due",
        "receive Thaw", "retrieve Expedited", "save Thawing", "receive notice", "settle notice", "save Restoring", "receive Restore", "open retrieval", "delete archive", "tell Restored",
        "save Deleting", "list", "delete input", "remove", "complete Delete",
    ];

    private protected abstract Task<SteppedPipeline> StartAsync();

    private protected async Task<ConcurrentBag<string>> BreakAsync(IReadOnlyCollection<Mishap> plans, int sideBySide, Func<SteppedPipeline, ExpectedJob, Task> live)
    {
        var broken = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(plans, new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = TestContext.Current.CancellationToken }, async (plan, _) =>
        {
            await using var pipeline = await StartAsync();
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
        output.WriteLine($"{plans.Count} runs, {broken.Distinct().Count()} kinds of call broken before or after their effect");
        Assert.True(broken.Count(what => what == "nothing") < plans.Count / 10, "Most plans broke nothing.");
        return broken;
    }

    private protected static async Task RunAsync(SteppedPipeline pipeline, Func<SteppedPipeline, ExpectedJob, Task> live, int mishaps)
    {
        var job = new ExpectedJob(JobId.ForKey(SteppedPipeline.Ann, "key"), SteppedPipeline.Ann, Content) { AnnotateMishaps = mishaps, ThawMishaps = mishaps };
        await pipeline.SubmitAsync(job.Owner, "key", Content);
        await live(pipeline, job);
        Invariants.AreBilledOnce(pipeline, [job]);

        await pipeline.AskAsync(job.Id, new JobEvent.DeleteRequested());
        job.IsDeleted = true;
        await EndPhaseAsync(pipeline, job);
        await pipeline.PassAsync(TimeSpan.FromHours(25));
        await pipeline.ReapAsync();
        // Whatever the fault met in the reaper's round, the next round does.
        await pipeline.ReapAsync();
        await Invariants.HoldAtTheEndAsync(pipeline, [job]);
    }

    private protected static async Task LiveLongAsync(SteppedPipeline pipeline, ExpectedJob job)
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

    private protected static async Task ChangeMindsAsync(SteppedPipeline pipeline, ExpectedJob job)
    {
        await pipeline.UntilAsync(job.Id, row => row.State == JobState.Archived);
        pipeline.Owners.Change(job.Owner, Plan.Premium);
        await EndPhaseAsync(pipeline, job);
        Assert.Equal((JobState.Completed, null), await WhereAsync(pipeline, job));
        pipeline.Owners.Change(job.Owner, Plan.Free);
        await pipeline.UntilAsync(job.Id, row => row is { State: JobState.Completed, Plan: Plan.Free } && row.ArchiveAt <= pipeline.Time.GetUtcNow() + TimeSpan.FromMinutes(5));
        // The plan has changed in the accounts, and no job knows of it yet.
        pipeline.Owners.Change(job.Owner, Plan.Premium);
        await pipeline.PassAsync(TimeSpan.FromMinutes(5));
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
