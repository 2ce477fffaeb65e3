using Gas.Pipeline.Jobs;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Pipeline.Races;

/// <summary>Changes of plan against everything that is under way.</summary>
public class PlanRaceTests : RaceTests
{
    [Theory]
    [MemberData(nameof(EveryMoment))]
    public async Task A_change_of_plan_at_any_moment(Moment moment) => await AtEveryCallAsync(moment, async (pipeline, job, _, turn) =>
    {
        var plan = (await pipeline.Owners.PlanAsync(job.Owner, default)).Plan;
        await ChangeAsync(pipeline, job, plan == Plan.Free ? Plan.Premium : Plan.Free);
        await pipeline.WakeAsync(turn);
    });

    /// <summary>The worst of both: others finish its work on the new plan's terms, and then it does what it was about to do on the old one's.</summary>
    [Theory]
    [MemberData(nameof(EveryMoment))]
    public async Task A_change_of_plan_while_a_worker_stalls_past_its_lease(Moment moment) => await AtEveryCallAsync(moment, async (pipeline, job, _, _) =>
    {
        // One who stood still starts a retrieval in the end that nobody wants any more.
        job.ThawMishaps = moment is Moment.StartRetrieval or Moment.TurnBack ? 1 : 0;
        var plan = (await pipeline.Owners.PlanAsync(job.Owner, default)).Plan;
        await ChangeAsync(pipeline, job, plan == Plan.Free ? Plan.Premium : Plan.Free);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upgrade_while_the_archive_is_due(bool jobKnows)
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        var message = await ComeToAsync(pipeline, job, Moment.Archive);
        pipeline.Owners.Change(job.Owner, Plan.Premium);
        if (jobKnows)
        {
            await pipeline.ApplyPlansAsync();
        }

        await pipeline.ProcessAsync(message);
        await EndAsync(pipeline, job);
        Assert.DoesNotContain(JobState.Archived, pipeline.Watch.States.Keys);
    }

    /// <summary>It finishes and turns back, or is thawed; the result can be reached all the while, which the invariants look at.</summary>
    [Fact]
    public async Task An_upgrade_while_archiving() => await AtEveryCallAsync(Moment.Archive, async (pipeline, job, _, turn) =>
    {
        await ChangeAsync(pipeline, job, Plan.Premium);
        await Invariants.HoldAlwaysAsync(pipeline, [job]);
        await pipeline.WakeAsync(turn);
        await Invariants.HoldAlwaysAsync(pipeline, [job]);
    });

    [Fact]
    public async Task A_free_users_job_completes_during_the_upgrade()
    {
        await AtEveryCallAsync(Moment.Annotate, async (pipeline, job, _, turn) =>
        {
            await ChangeAsync(pipeline, job, Plan.Premium);
            await pipeline.WakeAsync(turn);
            await pipeline.PassAsync(TimeSpan.FromHours(1));
            await pipeline.SettleAsync();
            Assert.DoesNotContain(JobState.Archiving, pipeline.Watch.States.Keys);
        });
    }

    [Fact]
    public async Task An_upgrade_or_its_thaw_delivered_twice()
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        var archived = await ArchivedAsync(pipeline, job);
        // Nobody settles the change before it is passed on again.
        pipeline.Owners.Change(job.Owner, Plan.Premium);
        var first = await pipeline.ApplyPlansAsync(Mishap.Before(MishapKind.Stall, "save"));
        await pipeline.ApplyPlansAsync();
        await pipeline.WakeAsync(first);
        var thaw = (await pipeline.ReceiveAsync(Stage.Thaw))!;
        await pipeline.ProcessAsync(thaw);
        await pipeline.ProcessAsync(thaw);
        await pipeline.Queue.SendAsync(Stage.Thaw, job.Id, TimeSpan.Zero, default);
        await pipeline.WorkAsync(Stage.Thaw);
        await EndAsync(pipeline, job);
        Assert.Equal(1, pipeline.Watch.RetrievalsOf(archived.ArchiveId!));
    }

    [Theory]
    [InlineData(JobState.Thawing)]
    [InlineData(JobState.Restoring)]
    public async Task A_downgrade_while_thawing_or_restoring(JobState state)
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        await ThawingAsync(pipeline, job);
        if (state == JobState.Restoring)
        {
            await pipeline.HearAsync(Assert.Single(await pipeline.NoticesAsync()));
        }

        await ChangeAsync(pipeline, job, Plan.Free);
        Assert.Equal(state, (await pipeline.Store.FindAsync(job.Id, default))!.State);
        var back = await CompletedAsync(pipeline, job);
        // The restore ends well, and the free plan's clock begins with it.
        Assert.Equal(TimeSpan.FromMinutes(5), back.ArchiveAt - back.UpdatedAt);
        Assert.Contains((job.Id, JobNotice.Restored), await ToldAsync(pipeline));
        await ArchivedAsync(pipeline, job);
        await EndAsync(pipeline, job);
    }

    /// <summary>Many results, of which one cannot be thawed now: the others do not wait for it.</summary>
    [Fact]
    public async Task One_result_that_cannot_be_thawed_holds_no_other_up()
    {
        await using var pipeline = await StartAsync();
        var jobs = new List<ExpectedJob>();
        for (var i = 0; i < 5; i++)
        {
            var row = await pipeline.SubmitAsync(SteppedPipeline.Ann, $"key-{i}", $"result {i}\n");
            jobs.Add(new ExpectedJob(row.Id, row.Owner, $"result {i}\n"));
        }

        await pipeline.SettleAsync();
        await ChangeAsync(pipeline, jobs[0], Plan.Premium);
        var failed = await pipeline.WorkAsync(Stage.Thaw, Mishap.Before(MishapKind.Fault, "retrieve"));
        Assert.NotNull(failed!.Met);
        await pipeline.WorkOffAsync();
        var states = await Task.WhenAll(jobs.Select(async job => (await pipeline.Store.FindAsync(job.Id, default))!.State));
        Assert.Equal(4, states.Count(state => state == JobState.Thawing));
        await pipeline.SettleAsync();
        Assert.All(pipeline.Watch.Retrieved, archive => Assert.Equal(1, pipeline.Watch.RetrievalsOf(archive)));
        Assert.Equal(5, pipeline.Watch.Retrieved.Count());
        await Invariants.HoldAtTheEndAsync(pipeline, jobs);
    }

    private static async Task<IReadOnlyList<(JobId Job, JobNotice Notice)>> ToldAsync(SteppedPipeline pipeline)
    {
        await pipeline.WorkOffAsync();
        return pipeline.Notices.Told;
    }
}
