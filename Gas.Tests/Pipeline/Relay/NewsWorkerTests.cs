using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers.Relay;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Pipeline.Relay;

/// <summary>News between instances where the way between them fails, under a clock that the test moves.</summary>
public sealed class NewsWorkerTests : NewsUnderClock
{
    [Fact]
    public async Task A_commit_that_was_lost_on_the_way_is_read_again_within_a_minute_or_so()
    {
        await AcquaintAsync();
        await using var page = new Watcher(B.Feed.Watch(Ann));
        Bus.Loses = news => news.Jobs.Count > 0;
        await A.Ledger.SubmitAsync(Queued(), Cancellation);
        await PassUntilAsync(() => Bus.Said.Any(news => news.Jobs.Count > 0), "the commit is told");
        Bus.Loses = _ => false;

        var lostAt = Time.GetUtcNow();
        await PassUntilAsync(() => page.Missed > 0, "the page is told to read again");
        Assert.InRange(Time.GetUtcNow() - lostAt, TimeSpan.Zero, NewsPeers.Beat * 2 + TimeSpan.FromSeconds(5));
        Assert.Empty(page.Changes);
    }

    [Fact]
    public async Task The_last_word_of_an_instance_that_died_is_read_again()
    {
        await AcquaintAsync();
        await using var page = new Watcher(B.Feed.Watch(Ann));
        RelayA.Dead = true;
        await A.Ledger.SubmitAsync(Queued(), Cancellation);
        var diedAt = Time.GetUtcNow();
        await PassUntilAsync(() => page.Missed > 0, "the page is told to read again");
        Assert.InRange(Time.GetUtcNow() - diedAt, TimeSpan.Zero, NewsPeers.Silence + NewsPeers.Beat + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_instance_that_is_alone_only_shows_that_it_is_alive()
    {
        await A.StartAsync(Cancellation);
        await PassAsync(NewsPeers.Silence + TimeSpan.FromSeconds(1));
        var before = Bus.Said.Count;
        for (var i = 0; i < 20; i++)
        {
            await A.Ledger.SubmitAsync(Queued(), Cancellation);
        }

        await PassAsync(NewsPeers.Beat * 2);
        Assert.All(Bus.Said.Skip(before), news => Assert.True(news is { Alive: true, Jobs.Count: 0 }));
        Assert.InRange(Bus.Said.Count - before, 1, 3);
    }

    [Fact]
    public async Task A_newcomer_is_told_at_once()
    {
        await A.StartAsync(Cancellation);
        await PassAsync(NewsPeers.Silence * 2);
        await B.StartAsync(Cancellation);
        await using var page = new Watcher(B.Feed.Watch(Ann));
        var startedAt = Time.GetUtcNow();
        await PassUntilAsync(() => Bus.Said.Any(news => news.From == "b1") && page.Missed > 0, "they know each other");
        Assert.InRange(Time.GetUtcNow() - startedAt, TimeSpan.Zero, NewsPeers.Beat - TimeSpan.FromSeconds(5));

        var job = await A.Ledger.SubmitAsync(Queued(), Cancellation);
        await PassUntilAsync(() => page.Latest?.Job.Id == job.Id, "the commit is shown");
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_when_the_way_is_free_and_the_last_state_is_not_lost()
    {
        await AcquaintAsync();
        await using var page = new Watcher(B.Feed.Watch(Ann));
        RelayA.FailSends = 4;
        var job = await A.Ledger.SubmitAsync(Queued(), Cancellation);
        await PassUntilAsync(() => RelayA.FailSends < 4, "the first try fails");
        await A.Ledger.RecordAsync(job.Id, new JobEvent.Cancelled(), Cancellation);
        await PassUntilAsync(() => page.Latest is { Job.State: JobState.Cancelled }, "the last state is shown");
        var from = Bus.Said.Where(news => news.From == "a1").Select(news => news.Number).ToArray();
        Assert.Equal(Enumerable.Range(1, from.Length).Select(number => (long)number), from);
    }

    [Fact]
    public async Task After_an_instance_could_not_hear_its_pages_read_again()
    {
        await AcquaintAsync();
        await using var page = new Watcher(B.Feed.Watch(Ann));
        RelayB.FailReceives = 2;
        // The receiver that waits has to come back first.
        await A.Ledger.SubmitAsync(Queued(), Cancellation);
        await PassUntilAsync(() => page.Missed > 0, "the page is told to read again");
    }

    [Fact]
    public async Task An_instance_that_leaves_says_what_is_unsaid_and_gives_its_place_up()
    {
        await AcquaintAsync();
        await using var page = new Watcher(B.Feed.Watch(Ann));
        var job = await A.Ledger.SubmitAsync(Queued(), Cancellation);
        await A.StopAsync(Cancellation);
        Assert.False(RelayA.IsOpen);
        Assert.True(Bus.Said[^1] is { From: "a1", Leaving: true });
        await PassUntilAsync(() => page.Latest?.Job.Id == job.Id, "the commit is shown");
        await PassAsync(NewsPeers.Silence * 2);
        Assert.Equal(0, page.Missed);
    }

    [Fact]
    public async Task Nobody_reads_for_jobs_that_nobody_watches_and_a_row_that_is_gone_is_shown_as_gone()
    {
        await AcquaintAsync();
        await using var page = new Watcher(B.Feed.Watch(new UserId("bob")));
        var job = await A.Ledger.SubmitAsync(Queued(), Cancellation);
        await using var own = new Watcher(B.Feed.Watch(job.Id));
        await A.Ledger.RemoveAsync(job, Cancellation);
        await PassUntilAsync(() => own.Latest is { Removed: true }, "the row is shown as gone");
        Assert.Empty(page.Changes);
        Assert.Equal((job.Id, Ann), (own.Latest!.Job.Id, own.Latest.Job.Owner));
    }

    [Fact]
    public async Task A_plan_that_was_changed_elsewhere_is_told_here_and_not_back()
    {
        await AcquaintAsync();
        var heard = new System.Collections.Concurrent.ConcurrentQueue<PlanNews>();
        B.Plans.Changed += heard.Enqueue;
        A.Plans.Publish(new PlanNews(Ann, PlanNewsSource.Account, Plan.Premium));
        await PassUntilAsync(() => !heard.IsEmpty, "the plan is told");
        Assert.Equal(new PlanNews(Ann, PlanNewsSource.Instance), Assert.Single(heard));
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Single(Bus.Said, news => news.Plans.Count > 0);
    }

    [Fact]
    public async Task Its_place_is_tended_again_and_again()
    {
        await A.StartAsync(Cancellation);
        await PassAsync(TimeSpan.FromMinutes(11));
        Assert.InRange(RelayA.Tended, 2, 4);
    }
}
