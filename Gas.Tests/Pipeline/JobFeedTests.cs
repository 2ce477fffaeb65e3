using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Pipeline;

public sealed class JobFeedTests
{
    private readonly JobFeed _feed = new();

    [Fact]
    public async Task Owner_and_job_watchers_hear_of_their_jobs_only()
    {
        var mine = Queued();
        using var owner = _feed.Watch(Ann);
        using var other = _feed.Watch(new UserId("bob"));
        using var one = _feed.Watch(mine.Id);
        _feed.Publish(new JobChange(mine));

        Assert.Equal(mine.Id, Assert.Single(await ReadAsync(owner)).Job.Id);
        Assert.Equal(mine.Id, Assert.Single(await ReadAsync(one)).Job.Id);
        _feed.Publish(new JobChange(Queued() with { Owner = new UserId("bob") }));
        Assert.Equal("bob", Assert.Single(await ReadAsync(other)).Job.Owner.Value);
    }

    [Fact]
    public async Task A_slow_reader_gets_the_latest_of_every_job_and_loses_none()
    {
        using var subscription = _feed.Watch(Ann);
        var jobs = Enumerable.Range(0, 100).Select(_ => Queued()).ToArray();
        foreach (var job in jobs)
        {
            _feed.Publish(new JobChange(job));
            _feed.Publish(new JobChange(job.After(new JobEvent.Cancelled())));
        }

        var changes = await ReadAsync(subscription);
        Assert.Equal(jobs.Select(job => job.Id).Order(Comparer<JobId>.Create((a, b) => a.Value.CompareTo(b.Value))), changes.Select(change => change.Job.Id).Order(Comparer<JobId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.All(changes, change => Assert.Equal(JobState.Cancelled, change.Job.State));
    }

    [Fact]
    public async Task A_late_progress_tick_does_not_hide_a_newer_state()
    {
        var job = Queued();
        using var subscription = _feed.Watch(job.Id);
        _feed.Publish(new JobChange(job.After(new JobEvent.Cancelled())));
        _feed.Publish(new JobChange(job) { Progress = new AnnotationProgress(1, 1, 2) });
        Assert.Equal(JobState.Cancelled, Assert.Single(await ReadAsync(subscription)).Job.State);
    }

    [Fact]
    public async Task Nothing_is_said_after_a_removal()
    {
        var job = Queued();
        using var subscription = _feed.Watch(job.Id);
        _feed.Publish(new JobChange(job) { Removed = true });
        _feed.Publish(new JobChange(job.After(new JobEvent.Cancelled())));
        Assert.True(Assert.Single(await ReadAsync(subscription)).Removed);
    }

    [Fact]
    public async Task What_another_instance_has_committed_is_told_to_watchers_and_not_passed_on()
    {
        using var commits = _feed.WatchCommits();
        using var all = _feed.WatchAll();
        var (mine, other) = (Queued(), Queued());
        _feed.Relay(new JobChange(other));
        _feed.Publish(new JobChange(mine));
        Assert.Equal(mine.Id, Assert.Single(await ReadAsync(commits)).Job.Id);
        Assert.Equal(2, (await ReadAsync(all)).Count);
    }

    [Fact]
    public void It_is_known_whether_anybody_watches()
    {
        var job = Queued();
        using var commits = _feed.WatchCommits();
        Assert.False(_feed.IsWatched(job.Owner, job.Id));
        using (_feed.Watch(job.Id))
        {
            Assert.True(_feed.IsWatched(new UserId("bob"), job.Id));
        }

        using (_feed.Watch(Ann))
        {
            Assert.True(_feed.IsWatched(Ann, job.Id));
        }

        using var some = _feed.WatchAll(id => id == job.Id);
        Assert.True(_feed.IsWatched(Ann, job.Id));
        Assert.False(_feed.IsWatched(Ann, Queued().Id));
        using var all = _feed.WatchAll();
        Assert.True(_feed.IsWatched(Ann, Queued().Id));
    }

    [Fact]
    public async Task Who_may_have_missed_something_gets_an_empty_turn_and_then_what_there_is()
    {
        using var subscription = _feed.Watch(Ann);
        var job = Queued();
        _feed.Publish(new JobChange(job));
        _feed.Miss();
        Assert.Empty(await ReadAsync(subscription));
        Assert.Equal(job.Id, Assert.Single(await ReadAsync(subscription)).Job.Id);
    }

    [Fact]
    public async Task Who_wants_some_jobs_hears_of_no_others()
    {
        var (wanted, other) = (Queued(), Queued());
        using var subscription = _feed.WatchAll(id => id == wanted.Id);
        _feed.Publish(new JobChange(other));
        _feed.Publish(new JobChange(wanted));
        Assert.Equal(wanted.Id, Assert.Single(await ReadAsync(subscription)).Job.Id);
    }

    [Fact]
    public async Task Who_wants_some_changes_keeps_one_that_others_follow()
    {
        var job = Queued();
        using var subscription = _feed.Watch(Ann, change => change.Job.State == JobState.Cancelled);
        _feed.Publish(new JobChange(job));
        _feed.Publish(new JobChange(job with { State = JobState.Cancelled, Version = 2 }));
        _feed.Publish(new JobChange(job with { Version = 3 }));
        Assert.Equal(2, Assert.Single(await ReadAsync(subscription)).Job.Version);
    }

    [Fact]
    public async Task Watchers_that_come_and_go_at_once_are_all_served()
    {
        var token = TestContext.Current.CancellationToken;
        await Parallel.ForAsync(0, 2000, token, async (_, _) =>
        {
            using var subscription = _feed.Watch(Ann);
            _feed.Publish(new JobChange(Queued()));
            Assert.NotEmpty(await ReadAsync(subscription));
        });
    }

    private static async Task<IReadOnlyCollection<JobChange>> ReadAsync(JobSubscription subscription)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Mail.Until.Patience);
        await foreach (var changes in subscription.ReadAllAsync(patience.Token))
        {
            return changes;
        }

        return [];
    }
}
