using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Pipeline.Races;

/// <summary>What meets what, and how it has to end: each test carries its row's words. One worker stands still at one call after the other while the rest of the world goes on.</summary>
public abstract class RaceTests
{
    /// <summary>No turn makes more calls.</summary>
    private const int MostCalls = 40;

    private static readonly IEnumerable<int> EveryCall = Enumerable.Range(1, MostCalls);

    public static TheoryData<Moment> EveryMoment => [.. Enum.GetValues<Moment>()];

    /// <summary>On the embedded provider, unless a derived class says otherwise.</summary>
    private protected virtual Task<SteppedPipeline> StartAsync() => Task.FromResult(new SteppedPipeline(new EmbeddedSteps()));

    /// <summary>The calls of a turn, from 1, before which its worker stands still: all of them, or those that a slower provider has time for.</summary>
    private protected virtual IEnumerable<int> CallsToStandAt(Moment moment) => EveryCall;

    /// <summary>Has a worker stand still before each of its calls in turn; then the other side of the race happens, all settles, and the worker wakes up.</summary>
    private protected async Task AtEveryCallAsync(Moment moment, Func<SteppedPipeline, ExpectedJob, Delivery, Turn, Task> meanwhile)
    {
        var calls = CallsToStandAt(moment);
        foreach (var call in calls)
        {
            await using var pipeline = await StartAsync();
            var job = await SubmitAsync(pipeline);
            var delivery = await ComeToAsync(pipeline, job, moment);
            var turn = await pipeline.ProcessAsync(delivery, new Mishap(MishapKind.Stall, call, After: false));
            if (turn.Met is null)
            {
                Assert.True(call > 3, "This turn makes no calls.");
                return;
            }

            try
            {
                await meanwhile(pipeline, job, delivery, turn);
                await EndAsync(pipeline, job);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{moment}, {pipeline.Faults.Broken}: {exception}");
            }
        }

        Assert.True(calls != EveryCall, "This turn never ends.");
    }

    private protected static async Task<ExpectedJob> SubmitAsync(SteppedPipeline pipeline, string content = "one result of its own\n")
    {
        var row = await pipeline.SubmitAsync(SteppedPipeline.Ann, "key", content);
        return new ExpectedJob(row.Id, row.Owner, content);
    }

    private protected static Task<Job> CompletedAsync(SteppedPipeline pipeline, ExpectedJob job) => pipeline.UntilAsync(job.Id, row => row.State == JobState.Completed);

    private protected static Task<Job> ArchivedAsync(SteppedPipeline pipeline, ExpectedJob job) =>
        pipeline.UntilAsync(job.Id, row => row is { State: JobState.Archived, HotUntil: null });

    private protected static async Task ChangeAsync(SteppedPipeline pipeline, ExpectedJob job, Plan plan)
    {
        pipeline.Owners.Change(job.Owner, plan);
        await pipeline.ApplyPlansAsync();
    }

    /// <summary>Everything settles, then whoever stood still wakes up, and everything settles again; a day later the leftovers go.</summary>
    private protected static async Task EndAsync(SteppedPipeline pipeline, ExpectedJob job)
    {
        await pipeline.SettleAsync();
        await Invariants.HoldAlwaysAsync(pipeline, [job]);
        await pipeline.WakeAllAsync();
        await Invariants.HoldAlwaysAsync(pipeline, [job]);
        await pipeline.SettleAsync();
        Invariants.AreBilledOnce(pipeline, [job]);
        await pipeline.PassAsync(TimeSpan.FromHours(25));
        await pipeline.ReapAsync();
        await Invariants.HoldAtTheEndAsync(pipeline, [job]);
    }

    /// <summary>The job just before that turn, and the message for it.</summary>
    private protected static async Task<Delivery> ComeToAsync(SteppedPipeline pipeline, ExpectedJob job, Moment moment)
    {
        switch (moment)
        {
            case Moment.Annotate:
                break;
            case Moment.Tell:
                await pipeline.WorkAsync(Stage.Annotate);
                break;
            case Moment.Archive:
                await CompletedAsync(pipeline, job);
                await pipeline.PassAsync(TimeSpan.FromMinutes(5));
                break;
            case Moment.RemoveHotCopy:
                await pipeline.UntilAsync(job.Id, row => row.State == JobState.Archived);
                await pipeline.PassAsync(TimeSpan.FromMinutes(1));
                break;
            case Moment.TurnBack:
                await pipeline.UntilAsync(job.Id, row => row.State == JobState.Archived);
                await ChangeAsync(pipeline, job, Plan.Premium);
                break;
            case Moment.StartRetrieval:
                await ArchivedAsync(pipeline, job);
                await ChangeAsync(pipeline, job, Plan.Premium);
                break;
            case Moment.AskForRetrieval:
                await ThawingAsync(pipeline, job);
                await LoseNoticesAsync(pipeline);
                break;
            case Moment.Restore:
                await ThawingAsync(pipeline, job);
                await pipeline.HearAsync(Assert.Single(await pipeline.NoticesAsync()));
                break;
            case Moment.Delete:
                await ArchivedAsync(pipeline, job);
                await pipeline.AskAsync(job.Id, new JobEvent.DeleteRequested());
                job.IsDeleted = true;
                break;
        }

        await pipeline.SweepAsync();
        var delivery = await pipeline.ReceiveAsync(StageOf(moment));
        Assert.NotNull(delivery);
        return delivery;
    }

    /// <summary>A retrieval that has been started and is ready now.</summary>
    private protected static async Task<Job> ThawingAsync(SteppedPipeline pipeline, ExpectedJob job)
    {
        await ArchivedAsync(pipeline, job);
        await ChangeAsync(pipeline, job, Plan.Premium);
        await pipeline.WorkAsync(Stage.Thaw);
        var thawing = await pipeline.UntilAsync(job.Id, row => row.State == JobState.Thawing);
        await pipeline.PassAsync(thawing.Retrieval!.ExpectedAt - pipeline.Time.GetUtcNow());
        return thawing;
    }

    private protected static async Task LoseNoticesAsync(SteppedPipeline pipeline)
    {
        foreach (var notice in await pipeline.NoticesAsync())
        {
            await pipeline.Vault.SettleAsync(notice, default);
        }
    }

    private static Stage StageOf(Moment moment) => moment switch
    {
        Moment.Annotate => Stage.Annotate,
        Moment.Archive or Moment.RemoveHotCopy => Stage.Archive,
        Moment.TurnBack or Moment.StartRetrieval or Moment.AskForRetrieval => Stage.Thaw,
        Moment.Restore => Stage.Restore,
        Moment.Delete => Stage.Delete,
        Moment.Tell => Stage.Notify,
    };
}
