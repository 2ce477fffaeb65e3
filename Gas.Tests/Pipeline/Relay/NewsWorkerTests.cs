using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers.Relay;
using Gas.Tests.Embedded;
using Microsoft.Extensions.Time.Testing;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Pipeline.Relay;

/// <summary>News between instances where the way between them fails, under a clock that the test moves.</summary>
public sealed class NewsWorkerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(Start);
    private readonly EmbeddedFolder _folder = new();
    private readonly TestBus _bus = new();
    private readonly TestBus.Relay _relayA;
    private readonly TestBus.Relay _relayB;
    private readonly NewsInstance _a;
    private readonly NewsInstance _b;

    public NewsWorkerTests()
    {
        (_relayA, _relayB) = (_bus.Join("a"), _bus.Join("b"));
        _a = new NewsInstance(_relayA, _folder.Jobs, _folder.Queue, _time);
        _b = new NewsInstance(_relayB, _folder.Jobs, _folder.Queue, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_commit_that_was_lost_on_the_way_is_read_again_within_a_minute_or_so()
    {
        await AcquaintAsync();
        await using var page = new Watcher(_b.Feed.Watch(Ann));
        _bus.Loses = news => news.Jobs.Count > 0;
        await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        await PassUntilAsync(() => _bus.Said.Any(news => news.Jobs.Count > 0), "the commit is told");
        _bus.Loses = _ => false;

        var lostAt = _time.GetUtcNow();
        await PassUntilAsync(() => page.Missed > 0, "the page is told to read again");
        Assert.InRange(_time.GetUtcNow() - lostAt, TimeSpan.Zero, NewsPeers.Beat * 2 + TimeSpan.FromSeconds(5));
        Assert.Empty(page.Changes);
    }

    [Fact]
    public async Task The_last_word_of_an_instance_that_died_is_read_again()
    {
        await AcquaintAsync();
        await using var page = new Watcher(_b.Feed.Watch(Ann));
        _relayA.Dead = true;
        await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        var diedAt = _time.GetUtcNow();
        await PassUntilAsync(() => page.Missed > 0, "the page is told to read again");
        Assert.InRange(_time.GetUtcNow() - diedAt, TimeSpan.Zero, NewsPeers.Silence + NewsPeers.Beat + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_instance_that_is_alone_only_shows_that_it_is_alive()
    {
        await _a.StartAsync(Cancellation);
        await PassAsync(NewsPeers.Silence + TimeSpan.FromSeconds(1));
        var before = _bus.Said.Count;
        for (var i = 0; i < 20; i++)
        {
            await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        }

        await PassAsync(NewsPeers.Beat * 2);
        Assert.All(_bus.Said.Skip(before), news => Assert.True(news is { Alive: true, Jobs.Count: 0 }));
        Assert.InRange(_bus.Said.Count - before, 1, 3);
    }

    [Fact]
    public async Task A_newcomer_is_told_at_once()
    {
        await _a.StartAsync(Cancellation);
        await PassAsync(NewsPeers.Silence * 2);
        await _b.StartAsync(Cancellation);
        await using var page = new Watcher(_b.Feed.Watch(Ann));
        var startedAt = _time.GetUtcNow();
        await PassUntilAsync(() => _bus.Said.Any(news => news.From == "b1") && page.Missed > 0, "they know each other");
        Assert.InRange(_time.GetUtcNow() - startedAt, TimeSpan.Zero, NewsPeers.Beat - TimeSpan.FromSeconds(5));

        var job = await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        await PassUntilAsync(() => page.Latest?.Job.Id == job.Id, "the commit is shown");
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_when_the_way_is_free_and_the_last_state_is_not_lost()
    {
        await AcquaintAsync();
        await using var page = new Watcher(_b.Feed.Watch(Ann));
        _relayA.FailSends = 4;
        var job = await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        await PassUntilAsync(() => _relayA.FailSends < 4, "the first try fails");
        await _a.Ledger.RecordAsync(job.Id, new JobEvent.Cancelled(), Cancellation);
        await PassUntilAsync(() => page.Latest is { Job.State: JobState.Cancelled }, "the last state is shown");
        var from = _bus.Said.Where(news => news.From == "a1").Select(news => news.Number).ToArray();
        Assert.Equal(Enumerable.Range(1, from.Length).Select(number => (long)number), from);
    }

    [Fact]
    public async Task After_an_instance_could_not_hear_its_pages_read_again()
    {
        await AcquaintAsync();
        await using var page = new Watcher(_b.Feed.Watch(Ann));
        _relayB.FailReceives = 2;
        // The receiver that waits has to come back first.
        await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        await PassUntilAsync(() => page.Missed > 0, "the page is told to read again");
    }

    [Fact]
    public async Task An_instance_that_leaves_says_what_is_unsaid_and_gives_its_place_up()
    {
        await AcquaintAsync();
        await using var page = new Watcher(_b.Feed.Watch(Ann));
        var job = await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        await _a.StopAsync(Cancellation);
        Assert.False(_relayA.IsOpen);
        Assert.True(_bus.Said[^1] is { From: "a1", Leaving: true });
        await PassUntilAsync(() => page.Latest?.Job.Id == job.Id, "the commit is shown");
        await PassAsync(NewsPeers.Silence * 2);
        Assert.Equal(0, page.Missed);
    }

    [Fact]
    public async Task Ticks_are_told_while_somebody_elsewhere_watches_and_at_most_once_a_second()
    {
        await AcquaintAsync();
        var job = await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        var running = (await _a.Ledger.RecordAsync(job, new JobEvent.Started(Lease()), Cancellation))!;
        await TickAsync(running, TimeSpan.FromSeconds(5));
        Assert.All(_bus.Said, news => Assert.Empty(news.Progress));

        var page = new Watcher(_b.Feed.Watch(job.Id));
        await PassUntilAsync(() => _bus.Said.Any(news => news.WatchedJobs.Contains(job.Id)), "the interest is shown");
        var before = _bus.Said.Count;
        // Longer than an interest lasts: it is shown again while ticks come.
        await TickAsync(running, NewsInterest.Lasts * 2);
        var told = _bus.Said.Skip(before).Count(news => news.Progress.Count > 0);
        Assert.InRange(told, 20, 62);
        Assert.Equal(running.Version, page.Latest!.Job.Version);
        Assert.NotNull(page.Latest.Progress);
        Assert.Equal(["line"], page.Latest.LogTail);

        await page.DisposeAsync();
        await PassAsync(NewsInterest.Lasts);
        before = _bus.Said.Count;
        await TickAsync(running, TimeSpan.FromSeconds(5));
        Assert.All(_bus.Said.Skip(before), news => Assert.Empty(news.Progress));
    }

    [Fact]
    public async Task A_thousand_ticks_and_a_burst_of_commits_become_few_messages_of_which_the_last_state_is_one()
    {
        await AcquaintAsync();
        await using var page = new Watcher(_b.Feed.Watch(Ann));
        var before = _bus.Said.Count;
        var job = await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        var running = (await _a.Ledger.RecordAsync(job, new JobEvent.Started(Lease()), Cancellation))!;
        for (var i = 0; i < 1000; i++)
        {
            _a.Feed.Publish(new JobChange(running) { Progress = new AnnotationProgress(i, i, 1000) });
        }

        await _a.Ledger.RecordAsync(running, new JobEvent.Cancelled(), Cancellation);
        await PassUntilAsync(() => page.Latest is { Job.State: JobState.Cancelled }, "the last state is shown");
        Assert.InRange(_bus.Said.Skip(before).Count(news => news.From == "a1" && !news.Alive), 1, 6);
        Assert.Equal(page.Changes.Select(change => change.Job.Version).Order(), page.Changes.Select(change => change.Job.Version));
    }

    [Fact]
    public async Task A_commit_is_told_even_if_a_tick_came_before_it_was_read()
    {
        await AcquaintAsync();
        await using var page = new Watcher(_b.Feed.Watch(Ann));
        var job = Queued();
        await _folder.Jobs.AddAsync(job, Cancellation);
        // Only the tick is seen: it replaces the commit that nobody has read yet.
        _a.Feed.Publish(new JobChange(job) { Progress = new AnnotationProgress(1, 1, 2) });
        await PassUntilAsync(() => page.Latest?.Job.Id == job.Id, "the commit is shown");
    }

    [Fact]
    public async Task Nobody_reads_for_jobs_that_nobody_watches_and_a_row_that_is_gone_is_shown_as_gone()
    {
        await AcquaintAsync();
        await using var page = new Watcher(_b.Feed.Watch(new UserId("bob")));
        var job = await _a.Ledger.SubmitAsync(Queued(), Cancellation);
        await using var own = new Watcher(_b.Feed.Watch(job.Id));
        await _a.Ledger.RemoveAsync(job, Cancellation);
        await PassUntilAsync(() => own.Latest is { Removed: true }, "the row is shown as gone");
        Assert.Empty(page.Changes);
        Assert.Equal((job.Id, Ann), (own.Latest!.Job.Id, own.Latest.Job.Owner));
    }

    [Fact]
    public async Task A_plan_that_was_changed_elsewhere_is_told_here_and_not_back()
    {
        await AcquaintAsync();
        var heard = new System.Collections.Concurrent.ConcurrentQueue<PlanNews>();
        _b.Plans.Changed += heard.Enqueue;
        _a.Plans.Publish(new PlanNews(Ann, PlanNewsSource.Account, Plan.Premium));
        await PassUntilAsync(() => !heard.IsEmpty, "the plan is told");
        Assert.Equal(new PlanNews(Ann, PlanNewsSource.Instance), Assert.Single(heard));
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Single(_bus.Said, news => news.Plans.Count > 0);
    }

    [Fact]
    public async Task Its_place_is_tended_again_and_again()
    {
        await _a.StartAsync(Cancellation);
        await PassAsync(TimeSpan.FromMinutes(11));
        Assert.InRange(_relayA.Tended, 2, 4);
    }

    /// <summary>Both run and have heard of each other.</summary>
    private async Task AcquaintAsync()
    {
        await _a.StartAsync(Cancellation);
        await _b.StartAsync(Cancellation);
        await PassUntilAsync(() => _relayA.IsOpen && _relayB.IsOpen, "both hear");
        // Each answers the other's first sign of life.
        await PassUntilAsync(() => _bus.Said.Count(news => news is { From: "a1", Alive: true }) > 0 && _bus.Said.Count(news => news is { From: "b1", Alive: true }) > 0, "both have been heard");
        await PassAsync(NewsPeers.Beat * 2);
    }

    private async Task TickAsync(Job running, TimeSpan span)
    {
        var until = _time.GetUtcNow() + span;
        for (var records = 1; _time.GetUtcNow() < until; records++)
        {
            _a.Feed.Publish(new JobChange(running) { Progress = new AnnotationProgress(records, records, 1000), LogTail = ["line"] });
            await PassAsync(TimeSpan.FromMilliseconds(200));
        }
    }

    private async Task PassAsync(TimeSpan span)
    {
        var until = _time.GetUtcNow() + span;
        await PassUntilAsync(() => _time.GetUtcNow() >= until, "time passes");
    }

    /// <summary>Lets time pass in small steps, with a moment between for those who work.</summary>
    private async Task PassUntilAsync(Func<bool> condition, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        try
        {
            while (!condition())
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                await ticks.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail($"It did not happen: {what}.");
        }
    }
}
