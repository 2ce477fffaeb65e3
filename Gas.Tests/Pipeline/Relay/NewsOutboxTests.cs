using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers.Relay;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Pipeline.Relay;

public sealed class NewsOutboxTests
{
    private readonly NewsOutbox _outbox = new();

    [Fact]
    public void Of_each_job_the_latest_is_told_once()
    {
        var job = Queued();
        _outbox.Add(job with { Version = 2 }, removed: false);
        _outbox.Add(job with { Version = 1 }, removed: false);
        _outbox.Add(job with { Version = 3 }, removed: false);
        Assert.Equal([new JobNews(job.Id, Ann, 3)], Take(1)!.Jobs);
        Assert.Null(Take(2));
    }

    [Fact]
    public void A_message_stays_below_what_a_topic_takes_however_much_waits()
    {
        var line = new string('é', 5000);
        for (var i = 0; i < 500; i++)
        {
            var job = Queued();
            _outbox.Add(job, removed: false);
            _outbox.AddTick(new JobChange(job) { Progress = new AnnotationProgress(1, 2, 3), LogTail = [.. Enumerable.Repeat(line, 50)] });
            _outbox.AddPlan(new UserId(Guid.NewGuid().ToString()));
            _outbox.Watch(job.Id);
        }

        var (jobs, ticks) = (0, 0);
        for (var number = 1; Take(number) is { } news; number++)
        {
            Assert.InRange(NewsJson.Write(news).Length, 1, 256 * 1024);
            (jobs, ticks) = (jobs + news.Jobs.Count, ticks + news.Progress.Count);
        }

        Assert.Equal((500, 500), (jobs, ticks));
    }

    [Fact]
    public void Where_nobody_hears_only_the_sign_of_life_is_given()
    {
        _outbox.Add(Queued(), removed: false);
        _outbox.ShowAlive();
        var news = _outbox.Take("a", 1, heard: false)!;
        Assert.True(news is { Alive: true, Jobs.Count: 0 });
        Assert.Null(Take(2));
    }

    [Fact]
    public void What_is_too_much_to_keep_leaves_a_gap_that_the_others_see()
    {
        for (var i = 0; i < 10_001; i++)
        {
            _outbox.Add(Queued(), removed: false);
        }

        Assert.Equal(2, Take(1)!.Number);
        Assert.Equal(3, Take(3)!.Number);
    }

    private News? Take(long number) => _outbox.Take("a", number, heard: true);
}
