using Gas.Pipeline.Jobs;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Pipeline;

public sealed class JobStateMachineTests
{
    private readonly Lease _lease = Lease();

    public static TheoryData<JobState> EveryState => [.. Enum.GetValues<JobState>()];

    [Fact]
    public void A_job_runs_from_the_queue_to_its_result()
    {
        var running = Queued(Plan.Premium).After(new JobEvent.Started(_lease));
        Assert.Equal((JobState.Annotating, 1, Start), (running.State, running.Attempt, running.StartedAt!.Value));

        var done = running.After(new JobEvent.Annotated(_lease.Token, Result(), File("log")));
        Assert.Equal(JobState.Completed, done.State);
        Assert.True(done.IsResultHot);
        Assert.Null(done.Lease);
        Assert.Null(done.Next);
        Assert.Equal((JobNotice.Completed, Start + Job.Patience), (done.NextNotice, done.DueAt!.Value));
        Assert.Null(done.After(new JobEvent.Told(JobNotice.Completed)).DueAt);
        Assert.Equal([JobState.Queued, JobState.Annotating, JobState.Completed], done.History.Select(moment => moment.State));
    }

    [Fact]
    public void A_free_result_goes_through_the_vault_and_back()
    {
        var archived = In(JobState.Archived, _lease);
        Assert.Equal(("archive-1", false, (Stage?)null), (archived.ArchiveId, archived.IsResultHot, archived.Next));

        var upgraded = archived.After(new JobEvent.PlanChanged(Premium));
        Assert.Equal(Stage.Thaw, upgraded.Next);

        var back = upgraded.After(
            new JobEvent.Started(_lease),
            new JobEvent.ThawStarted(_lease.Token, new Retrieval("r1", RetrievalTier.Standard, Start, Start.AddHours(4))),
            new JobEvent.Thawed("r1"),
            new JobEvent.Started(_lease),
            new JobEvent.CopiedBack(_lease.Token, File("results/back")),
            new JobEvent.Restored(_lease.Token));
        Assert.Equal((JobState.Completed, true, (string?)null, (Retrieval?)null), (back.State, back.IsResultHot, back.ArchiveId, back.Retrieval));
        Assert.Equal("results/back", back.Result!.Vcf.Key);
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void Every_change_raises_the_version_by_one(JobState state)
    {
        foreach (var happened in EveryEvent(_lease))
        {
            var job = In(state, _lease);
            if (job.On(happened, Start.AddHours(1)) is { } changed)
            {
                Assert.Equal(job.Version + 1, changed.Version);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void An_event_that_comes_twice_changes_nothing_the_second_time(JobState state)
    {
        // Claims and nudges mean something again when the first is over; a copy is recorded again with the same words.
        foreach (var happened in EveryEvent(_lease).Where(e => e is not (JobEvent.LeaseRenewed or JobEvent.Nudged or JobEvent.Copied or JobEvent.CopiedBack)))
        {
            if (In(state, _lease).On(happened, Start.AddHours(1)) is { } once)
            {
                var twice = once.On(happened, Start.AddHours(1));
                Assert.True(twice is null || (happened is JobEvent.Started && once.Lease is null), $"{happened.GetType().Name} in {state}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void A_worker_without_the_lease_changes_nothing(JobState state)
    {
        foreach (var happened in EveryEvent(Lease()).Where(CarriesToken))
        {
            Assert.Null(In(state, _lease).On(happened, Start));
        }
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void Deleting_wins_from_every_state_and_for_good(JobState state)
    {
        var deleting = In(state, _lease).On(new JobEvent.DeleteRequested(), Start) ?? In(state, _lease);
        Assert.Equal((JobState.Deleting, Stage.Delete), (deleting.State, deleting.Next!.Value));
        Assert.All(EveryEvent(_lease), happened => Assert.Equal(JobState.Deleting, (deleting.On(happened, Start) ?? deleting).State));
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void Whatever_needs_a_worker_is_due_one_day(JobState state)
    {
        var job = In(state, _lease);
        Assert.Equal(job.Next is not null || job.NoticeAt is not null, job.DueAt is not null);
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void A_job_that_has_moved_on_is_not_claimed_for_the_stage_that_was(JobState state)
    {
        var job = In(state, _lease) with { Lease = null };
        Assert.All(Enum.GetValues<Stage>().Where(stage => stage != job.Next), stage => Assert.Null(job.On(new JobEvent.Started(Lease(), stage), Start.AddHours(1))));
    }

    [Fact]
    public void Cancel_stops_a_waiting_and_a_running_job_but_not_a_finished_one()
    {
        Assert.Equal(JobState.Cancelled, In(JobState.Queued, _lease).After(new JobEvent.Cancelled()).State);
        Assert.Equal(JobState.Cancelled, In(JobState.Annotating, _lease).After(new JobEvent.Cancelled()).State);
        Assert.Null(In(JobState.Completed, _lease).On(new JobEvent.Cancelled(), Start));
    }

    [Fact]
    public void A_lease_lapses_only_after_its_time_and_the_tolerance_of_clocks()
    {
        var job = In(JobState.Annotating, _lease);
        Assert.Null(job.On(new JobEvent.LeaseLapsed(3), _lease.Until));
        var back = job.On(new JobEvent.LeaseLapsed(3), _lease.Until + Job.ClockTolerance);
        Assert.Equal((JobState.Queued, 1), (back!.State, back.Attempt));
    }

    [Fact]
    public void After_the_last_attempt_a_lapsed_job_fails_by_our_fault()
    {
        var job = In(JobState.Annotating, _lease).On(new JobEvent.LeaseLapsed(1), Start.AddHours(1));
        Assert.Equal((JobState.Failed, Fault.Service), (job!.State, job.Failure!.Fault));
        Assert.Equal(0, job.After(new JobEvent.RetryRequested()).Attempt);
    }

    [Fact]
    public void Handing_back_does_not_count_as_an_attempt()
    {
        var job = In(JobState.Annotating, _lease).After(new JobEvent.HandedBack(_lease.Token));
        Assert.Equal((JobState.Queued, 0), (job.State, job.Attempt));
    }

    [Theory]
    [InlineData(JobState.Archived)]
    [InlineData(JobState.Thawing)]
    [InlineData(JobState.Restoring)]
    [InlineData(JobState.Deleting)]
    public void Failures_of_a_stage_are_counted_and_a_wait_forgets_them(JobState state)
    {
        var failed = Claimed(state).After(new JobEvent.TryFailed(_lease.Token, Start, "again"), new JobEvent.Started(_lease), new JobEvent.HandedBack(_lease.Token));
        Assert.Equal(1, failed.Failures);
        var twice = failed.After(new JobEvent.Started(_lease), new JobEvent.TryFailed(_lease.Token, Start, "again"));
        Assert.Equal((2, state), (twice.Failures, twice.State));
        Assert.Equal(0, twice.After(new JobEvent.Started(_lease), new JobEvent.WorkDeferred(_lease.Token, Start, "later")).Failures);
        Assert.Equal(0, twice.On(new JobEvent.DeleteRequested(), Start)?.Failures ?? 0);
    }

    [Fact]
    public void Failures_to_archive_are_counted_over_the_states_between_which_they_alternate()
    {
        var job = In(JobState.Archiving, _lease);
        job = job.After(new JobEvent.TryFailed(_lease.Token, Start, "again"), new JobEvent.Started(_lease), new JobEvent.TryFailed(_lease.Token, Start, "again"));
        Assert.Equal((JobState.Completed, 2), (job.State, job.Failures));
        var archived = job.After(new JobEvent.Started(_lease), new JobEvent.Copied(_lease.Token, "a"), new JobEvent.Archived(_lease.Token, Start));
        Assert.Equal(0, archived.Failures);
    }

    [Fact]
    public void An_upgrade_before_archiving_stops_it_and_one_during_it_thaws_afterwards()
    {
        var completed = In(JobState.Completed, _lease).After(new JobEvent.PlanChanged(Premium));
        Assert.Null(completed.Next);
        Assert.Null(completed.On(new JobEvent.Started(_lease), Start.AddHours(1)));

        var archiving = In(JobState.Archiving, _lease).After(new JobEvent.PlanChanged(Premium));
        Assert.Equal(Stage.Archive, archiving.Next);
        Assert.Equal(Stage.Thaw, archiving.After(new JobEvent.Copied(_lease.Token, "a"), new JobEvent.Archived(_lease.Token, Start.AddMinutes(1))).Next);
    }

    [Fact]
    public void A_job_that_a_change_of_plan_has_missed_learns_of_it_when_it_is_completed()
    {
        var submitted = Queued(Plan.Premium).After(new JobEvent.Started(_lease));
        var downgraded = Free with { Version = 2 };
        Assert.Equal(Stage.Archive, submitted.After(new JobEvent.Annotated(_lease.Token, Result(), File("log"), downgraded)).Next);
        Assert.Equal(Plan.Premium, submitted.After(new JobEvent.Annotated(_lease.Token, Result(), File("log"), Free)).Plan);
    }

    [Fact]
    public void Calling_the_archive_off_does_not_undo_a_later_change_of_plan()
    {
        var archiving = In(JobState.Archiving, _lease).After(new JobEvent.PlanChanged(Free with { Version = 2 }));
        var kept = archiving.After(new JobEvent.ArchiveCalledOff(_lease.Token, Premium));
        Assert.Equal((JobState.Completed, Plan.Free, (Stage?)Stage.Archive), (kept.State, kept.Plan, kept.Next));
    }

    [Fact]
    public void A_downgrade_during_the_thaw_lets_the_restore_finish()
    {
        var thawing = In(JobState.Thawing, _lease).After(new JobEvent.PlanChanged(Free with { Version = 2 }));
        Assert.Equal(Stage.Thaw, thawing.Next);
        var restored = thawing.After(new JobEvent.Thawed("r1"), new JobEvent.Started(_lease), new JobEvent.Restored(_lease.Token));
        Assert.Equal(Stage.Archive, restored.Next);
    }

    [Fact]
    public void Archiving_thawing_and_restoring_never_make_a_finished_job_look_failed()
    {
        foreach (var state in new[] { JobState.Archiving, JobState.Archived, JobState.Thawing, JobState.Restoring })
        {
            var job = In(state, _lease);
            foreach (var happened in EveryEvent(_lease))
            {
                Assert.NotEqual(JobState.Failed, (job.On(happened, Start.AddHours(1)) ?? job).State);
            }
        }
    }

    [Fact]
    public void Nudges_come_at_longer_and_longer_intervals()
    {
        var job = Queued();
        Assert.Equal(Start + Job.Patience, job.DueAt);
        var once = job.After(new JobEvent.Nudged());
        var twice = once.After(new JobEvent.Nudged());
        Assert.Equal(Start + (2 * Job.Patience), once.DueAt);
        Assert.Equal(Start + (4 * Job.Patience), twice.DueAt);
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void What_the_owner_writes_disturbs_nothing_else(JobState state)
    {
        var job = In(state, _lease);
        var labels = new JobLabels("for the paper", ["trio"]);
        if (job.On(new JobEvent.Labelled(labels), Start.AddHours(1)) is not { } written)
        {
            Assert.Equal(JobState.Deleting, state);
            return;
        }

        Assert.Equal(job with { Labels = labels, Version = job.Version + 1 }, written);
        Assert.Null(written.After(new JobEvent.Labelled(JobLabels.None)).Labels);
    }

    [Fact]
    public void What_an_owner_writes_is_made_tidy_and_bounded()
    {
        Assert.True(JobLabels.TryMake("  a note \n", [" trio", "Trio", "", "x\ny"], out var labels, out _));
        Assert.Equal(new JobLabels("a note", ["trio", "xy"]), labels);
        Assert.True(JobLabels.TryMake(" ", [], out var none, out _));
        Assert.Equal(JobLabels.None, none);
        Assert.False(JobLabels.TryMake(new string('x', JobLabels.LongestNote + 1), [], out _, out var tooLong));
        Assert.Contains("1,000", tooLong);
        Assert.False(JobLabels.TryMake(null, Enumerable.Range(0, 9).Select(number => $"{number}"), out _, out var tooMany));
        Assert.Contains("8 tags", tooMany);
        Assert.False(JobLabels.TryMake(null, [new string('t', 31)], out _, out var wide));
        Assert.Contains("30 characters", wide);
    }

    [Fact]
    public void The_timeline_keeps_its_first_step_and_stays_bounded()
    {
        var job = Queued();
        for (var i = 0; i < 100; i++)
        {
            job = job.After(new JobEvent.Cancelled(), new JobEvent.RetryRequested());
        }

        Assert.Equal(64, job.History.Count);
        Assert.Equal(Start, job.History[0].At);
    }

    [Fact]
    public void The_same_key_of_the_same_owner_names_the_same_job()
    {
        Assert.Equal(JobId.ForKey(Ann, "k"), JobId.ForKey(Ann, "k"));
        Assert.NotEqual(JobId.ForKey(Ann, "k"), JobId.ForKey(new UserId("bob"), "k"));
        Assert.NotEqual(JobId.ForKey(Ann, "k"), JobId.ForKey(Ann, "l"));
        Assert.True(JobId.TryParse(JobId.ForKey(Ann, "k").ToString(), out _));
    }

    /// <summary>A job in this state that a worker holds for what is next.</summary>
    private Job Claimed(JobState state)
    {
        var job = In(state, _lease, Plan.Premium);
        return job.Lease is null ? job.After(new JobEvent.Started(_lease)) : job;
    }

    private static bool CarriesToken(JobEvent happened) => happened is
        JobEvent.LeaseRenewed or JobEvent.HandedBack or JobEvent.Annotated or JobEvent.TryFailed or JobEvent.WorkDeferred or JobEvent.Copied or JobEvent.Archived
        or JobEvent.HotCopyRemoved or JobEvent.ArchiveCalledOff or JobEvent.TurnedBack or JobEvent.RetrievalLost or JobEvent.ThawStarted or JobEvent.CopiedBack or JobEvent.Restored or JobEvent.WorkFailed { Token: not null };

    private static JobEvent[] EveryEvent(Lease lease) =>
    [
        new JobEvent.Started(lease),
        new JobEvent.Labelled(new JobLabels("why", ["trio"])),
        new JobEvent.LeaseRenewed(lease with { Until = Start.AddMinutes(2) }),
        new JobEvent.HandedBack(lease.Token),
        new JobEvent.LeaseLapsed(3),
        new JobEvent.Annotated(lease.Token, Result(), File("log")),
        new JobEvent.WorkFailed(lease.Token, new JobFailure(Fault.User, "no")),
        new JobEvent.TryFailed(lease.Token, Start.AddMinutes(1), "again"),
        new JobEvent.WorkDeferred(lease.Token, Start.AddMinutes(1), "later"),
        new JobEvent.Cancelled(),
        new JobEvent.RetryRequested(),
        new JobEvent.Copied(lease.Token, "archive-2"),
        new JobEvent.Archived(lease.Token, Start),
        new JobEvent.HotCopyRemoved(lease.Token),
        new JobEvent.ArchiveCalledOff(lease.Token, Premium),
        new JobEvent.TurnedBack(lease.Token, File("kept")),
        new JobEvent.ThawStarted(lease.Token, new Retrieval("r2", RetrievalTier.Bulk, Start, Start)),
        new JobEvent.Thawed("r1"),
        new JobEvent.RetrievalLost(lease.Token, "r1", "gone"),
        new JobEvent.CopiedBack(lease.Token, File("back")),
        new JobEvent.Restored(lease.Token),
        new JobEvent.PlanChanged(Premium),
        new JobEvent.Told(JobNotice.Completed),
        new JobEvent.DeleteRequested(),
        new JobEvent.Nudged(),
    ];
}
