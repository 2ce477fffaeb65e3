using Gas.Pipeline.Jobs;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Pipeline.Races;

/// <summary>Workers against workers, and against those who want the job gone.</summary>
public class WorkerRaceTests : RaceTests
{
    [Theory]
    [MemberData(nameof(EveryMoment))]
    public async Task A_message_twice_or_two_instances_at_once(Moment moment) => await AtEveryCallAsync(moment, async (pipeline, _, delivery, turn) =>
    {
        await pipeline.ProcessAsync(delivery);
        await pipeline.WakeAsync(turn);
    });

    [Theory]
    [MemberData(nameof(EveryMoment))]
    public async Task A_worker_stalls_past_its_lease_and_wakes_up(Moment moment) => await AtEveryCallAsync(moment, (_, job, _, _) =>
    {
        // One who stood still after it had started a retrieval has not recorded it.
        job.ThawMishaps = moment == Moment.StartRetrieval ? 1 : 0;
        return Task.CompletedTask;
    });

    [Theory]
    [MemberData(nameof(EveryMoment))]
    public async Task A_crash_between_any_two_calls_of_a_stage(Moment moment) => await AtEveryCallAsync(moment, (pipeline, job, _, _) =>
    {
        job.ThawMishaps = moment == Moment.StartRetrieval ? 1 : 0;
        return pipeline.RestartAsync();
    });

    [Theory]
    [MemberData(nameof(EveryMoment))]
    public async Task Delete_at_any_moment(Moment moment) => await AtEveryCallAsync(moment, async (pipeline, job, _, _) =>
    {
        await pipeline.AskAsync(job.Id, new JobEvent.DeleteRequested());
        job.IsDeleted = true;
    });

    /// <summary>A job that a worker has started may still be cancelled; one that is completed is not, and says so.</summary>
    [Fact]
    public async Task Cancel_while_annotating_or_just_completing()
    {
        var states = new HashSet<JobState>();
        await AtEveryCallAsync(Moment.Annotate, async (pipeline, job, _, turn) =>
        {
            var before = (await pipeline.Store.FindAsync(job.Id, default))!.State;
            states.Add(before);
            var after = await pipeline.AskAsync(job.Id, new JobEvent.Cancelled());
            job.IsCancelled = before is JobState.Queued or JobState.Annotating;
            Assert.Equal(job.IsCancelled ? JobState.Cancelled : before, after!.State);
            await pipeline.WakeAsync(turn);
        });
        Assert.Superset(new HashSet<JobState> { JobState.Queued, JobState.Annotating, JobState.Completed }, states);
    }

    [Fact]
    public async Task What_a_stalled_worker_has_written_is_swept()
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        // All its files are written, and the row does not say so.
        await pipeline.WorkAsync(Stage.Annotate, Mishap.Before(MishapKind.Crash, "save Completed"));
        await CompletedAsync(pipeline, job);
        Assert.Equal(9, await pipeline.Files.ListAsync("", default).CountAsync());
        await EndAsync(pipeline, job);
    }

    [Fact]
    public async Task An_archive_that_is_recorded_is_not_made_again()
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        await pipeline.ProcessAsync(await ComeToAsync(pipeline, job, Moment.Archive), Mishap.Before(MishapKind.Fault, "save Archived"));
        var recorded = (await pipeline.Store.FindAsync(job.Id, default))!;
        Assert.Equal(JobState.Completed, recorded.State);
        var archived = await ArchivedAsync(pipeline, job);
        Assert.Equal(recorded.ArchiveId, archived.ArchiveId);
        Assert.Equal(archived.ArchiveId, Assert.Single(await pipeline.Vault.ListAsync(default).ToListAsync()).Id);
        await EndAsync(pipeline, job);
    }

    /// <summary>A sweeper whose clock is ahead, by less than the tolerance, leaves the work of others alone.</summary>
    [Fact]
    public async Task Clocks_differ()
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        var stalled = (await pipeline.WorkAsync(Stage.Annotate, Mishap.Before(MishapKind.Stall, "open input")))!;
        var lease = (await pipeline.Store.FindAsync(job.Id, default))!.Lease!;
        await pipeline.PassAsync(lease.Until + Job.ClockTolerance - TimeSpan.FromMilliseconds(1) - pipeline.Time.GetUtcNow());
        await pipeline.SweepAsync();
        Assert.Equal(lease.Token, (await pipeline.Store.FindAsync(job.Id, default))!.Lease?.Token);
        await pipeline.WakeAsync(stalled);
        Assert.Equal((JobState.Completed, 1), await StateAsync(pipeline, job));
        await EndAsync(pipeline, job);
    }

    /// <summary>A message that is early, again and again, is no failed try: the first real fault is followed by another try, not by giving up.</summary>
    [Fact]
    public async Task Early_messages_are_no_failed_tries()
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        var completed = await CompletedAsync(pipeline, job);
        for (var early = 0; early < 10; early++)
        {
            await pipeline.Queue.SendAsync(Stage.Archive, job.Id, TimeSpan.Zero, default);
            Assert.NotNull(await pipeline.WorkAsync(Stage.Archive));
        }

        await pipeline.PassAsync(completed.ArchiveAt!.Value - pipeline.Time.GetUtcNow());
        await pipeline.SweepAsync();
        var delivery = (await pipeline.ReceiveAsync(Stage.Archive))!;
        Assert.Equal(pipeline.Provider.MergesMessages, delivery.Attempt > 10);
        var turn = await pipeline.ProcessAsync(delivery, Mishap.Before(MishapKind.Fault, "archive"));
        Assert.NotNull(turn.Met);
        var row = (await pipeline.Store.FindAsync(job.Id, default))!;
        Assert.Equal((JobState.Completed, 1), (row.State, row.Failures));
        Assert.InRange(row.ArchiveAt!.Value - pipeline.Time.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Empty(await pipeline.Queue.DeadLettersAsync(Stage.Archive, 10, default));
        await EndAsync(pipeline, job);
    }

    private static async Task<(JobState State, int Attempt)> StateAsync(SteppedPipeline pipeline, ExpectedJob job)
    {
        var row = (await pipeline.Store.FindAsync(job.Id, default))!;
        return (row.State, row.Attempt);
    }
}
