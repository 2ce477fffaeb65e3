using Bunit;
using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Components;

namespace Gas.Tests.Blazor;

public sealed class JobWatcherTests : ComponentContext
{
    private readonly Job _job = SampleJobs.Queued();
    private readonly List<JobChange> _news = [];
    private int _subscriptions;

    [Fact]
    public void What_is_committed_while_the_page_reads_comes_as_news()
    {
        Watch(_ =>
        {
            Feed.Publish(new JobChange(_job with { Version = 2 }));
            return Task.CompletedTask;
        });

        WaitForNews(1);
        Assert.Equal(2, _news[0].Job.Version);
    }

    [Fact]
    public void News_comes_at_once_and_then_no_faster_than_the_pause()
    {
        Watch();
        Feed.Publish(new JobChange(_job with { Version = 2 }));
        WaitForNews(1);

        Feed.Publish(new JobChange(_job with { Version = 3 }));
        Feed.Publish(new JobChange(_job with { Version = 4 }));
        Assert.Single(_news);
        AdvanceUntilNews(2);

        Assert.Equal([2, 4], _news.Select(change => change.Job.Version));
    }

    [Fact]
    public void When_news_may_have_been_lost_the_page_reads_again()
    {
        var readings = 0;
        Watch(_ =>
        {
            Interlocked.Increment(ref readings);
            return Task.CompletedTask;
        });

        Feed.Miss();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref readings) == 2, TimeSpan.FromSeconds(10)), "It was not read again.");
        Assert.Empty(_news);
    }

    [Fact]
    public void Counts_are_taken_again_when_those_of_other_instances_have_come_in()
    {
        var counted = 0;
        Render<JobWatcher>(parameters => parameters
            .Add(watcher => watcher.Subscribe, () => Feed.Watch(_job.Id))
            .Add(watcher => watcher.Read, _ => Task.CompletedTask)
            .Add(watcher => watcher.News, Note)
            .Add(watcher => watcher.Recount, _ =>
            {
                Interlocked.Increment(ref counted);
                return Task.CompletedTask;
            }));

        Feed.Publish(new JobChange(_job) { Progress = new AnnotationProgress() });
        WaitForNews(1);
        Time.Advance(2 * Lag.Time);
        Feed.Publish(new JobChange(_job with { Version = 2 }));
        AdvanceUntilNews(2);
        Assert.Equal(0, Volatile.Read(ref counted));
        AdvanceUntil(() => Volatile.Read(ref counted) == 1, "It was not counted again.");
    }

    [Fact]
    public void A_prerendered_page_reads_and_does_not_subscribe()
    {
        Renderer.SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var read = false;

        Watch(_ => Task.FromResult(read = true));

        Assert.True(read);
        Assert.Equal(0, _subscriptions);
    }

    [Fact]
    public async Task Leaving_the_page_ends_reading_and_listening()
    {
        CancellationToken reading = default;
        Watch(cancellation =>
        {
            reading = cancellation;
            return Task.CompletedTask;
        });

        await DisposeComponentsAsync();
        Feed.Publish(new JobChange(_job with { Version = 2 }));

        Assert.True(reading.IsCancellationRequested);
        Assert.Empty(_news);
    }

    [Fact]
    public void A_fault_of_the_page_goes_to_the_page_and_not_to_the_publisher()
    {
        var watcher = Render<ErrorCatcher>(parameters => parameters.AddChildContent<JobWatcher>(child => child
            .Add(component => component.Subscribe, () => Feed.Watch(_job.Id))
            .Add(component => component.Read, _ => Task.CompletedTask)
            .Add(component => component.News, (_, _) => throw new InvalidOperationException("drawn wrongly"))));

        Feed.Publish(new JobChange(_job));

        watcher.WaitForAssertion(() => Assert.Equal("drawn wrongly", watcher.Instance.Caught?.Message));
    }

    private void Watch(Func<CancellationToken, Task>? read = null) => Render<JobWatcher>(parameters => parameters
        .Add(watcher => watcher.Subscribe, () =>
        {
            _subscriptions++;
            return Feed.Watch(_job.Id);
        })
        .Add(watcher => watcher.Read, read ?? (_ => Task.CompletedTask))
        .Add(watcher => watcher.News, Note));

    private Task Note(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        lock (_news)
        {
            _news.AddRange(changes);
        }

        return Task.CompletedTask;
    }

    private void WaitForNews(int count) => Assert.True(SpinWait.SpinUntil(() => Count() >= count, TimeSpan.FromSeconds(10)), "The news did not come.");

    /// <summary>The watcher begins its pause a moment after it has delivered.</summary>
    private void AdvanceUntilNews(int count) => AdvanceUntil(() => Count() >= count, "The news did not come.");

    private void AdvanceUntil(Func<bool> condition, string otherwise) => Assert.True(
        SpinWait.SpinUntil(
            () =>
            {
                Time.Advance(TimeSpan.FromMilliseconds(25));
                return condition();
            },
            TimeSpan.FromSeconds(10)),
        otherwise);

    private int Count()
    {
        lock (_news)
        {
            return _news.Count;
        }
    }
}
