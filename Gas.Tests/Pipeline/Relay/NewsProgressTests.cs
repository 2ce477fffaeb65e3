using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers.Relay;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Pipeline.Relay;

/// <summary>What of a running job's progress is told to other instances.</summary>
public sealed class NewsProgressTests : NewsUnderClock
{
    [Fact]
    public async Task Ticks_are_told_while_somebody_elsewhere_watches_and_at_most_once_a_second()
    {
        await AcquaintAsync();
        var job = await A.Ledger.SubmitAsync(Queued(), Cancellation);
        var running = (await A.Ledger.RecordAsync(job, new JobEvent.Started(Lease()), Cancellation))!;
        await TickAsync(running, TimeSpan.FromSeconds(5));
        Assert.All(Bus.Said, news => Assert.Empty(news.Progress));

        var page = new Watcher(B.Feed.Watch(job.Id));
        await PassUntilAsync(() => Bus.Said.Any(news => news.WatchedJobs.Contains(job.Id)), "the interest is shown");
        var before = Bus.Said.Count;
        // Longer than an interest lasts: it is shown again while ticks come.
        await TickAsync(running, NewsInterest.Lasts * 2);
        var told = Bus.Said.Skip(before).Count(news => news.Progress.Count > 0);
        Assert.InRange(told, 15, 62);
        Assert.Equal(running.Version, page.Latest!.Job.Version);
        Assert.NotNull(page.Latest.Progress);
        Assert.Equal(["line"], page.Latest.LogTail);

        await page.DisposeAsync();
        await PassAsync(NewsInterest.Lasts);
        before = Bus.Said.Count;
        await TickAsync(running, TimeSpan.FromSeconds(5));
        Assert.All(Bus.Said.Skip(before), news => Assert.Empty(news.Progress));
    }

    [Fact]
    public async Task A_thousand_ticks_and_a_burst_of_commits_become_few_messages_of_which_the_last_state_is_one()
    {
        await AcquaintAsync();
        await using var page = new Watcher(B.Feed.Watch(Ann));
        var before = Bus.Said.Count;
        var job = await A.Ledger.SubmitAsync(Queued(), Cancellation);
        var running = (await A.Ledger.RecordAsync(job, new JobEvent.Started(Lease()), Cancellation))!;
        for (var i = 0; i < 1000; i++)
        {
            A.Feed.Publish(new JobChange(running) { Progress = new AnnotationProgress(i, i, 1000) });
        }

        await A.Ledger.RecordAsync(running, new JobEvent.Cancelled(), Cancellation);
        await PassUntilAsync(() => page.Latest is { Job.State: JobState.Cancelled }, "the last state is shown");
        Assert.InRange(Bus.Said.Skip(before).Count(news => news.From == "a1" && news.Jobs.Count + news.Progress.Count > 0), 1, 6);
        Assert.Equal(page.Changes.Select(change => change.Job.Version).Order(), page.Changes.Select(change => change.Job.Version));
    }

    [Fact]
    public async Task A_commit_is_told_even_if_a_tick_came_before_it_was_read()
    {
        await AcquaintAsync();
        await using var page = new Watcher(B.Feed.Watch(Ann));
        var job = Queued();
        await Folder.Jobs.AddAsync(job, Cancellation);
        // Only the tick is seen: it replaces the commit that nobody has read yet.
        A.Feed.Publish(new JobChange(job) { Progress = new AnnotationProgress(1, 1, 2) });
        await PassUntilAsync(() => page.Latest?.Job.Id == job.Id, "the commit is shown");
    }

    private async Task TickAsync(Job running, TimeSpan span)
    {
        var until = Time.GetUtcNow() + span;
        for (var records = 1; Time.GetUtcNow() < until; records++)
        {
            A.Feed.Publish(new JobChange(running) { Progress = new AnnotationProgress(records, records, 1000), LogTail = ["line"] });
            var next = Time.GetUtcNow() + TimeSpan.FromMilliseconds(200);
            await PassUntilAsync(() => Time.GetUtcNow() >= next, "time passes");
        }
    }
}
