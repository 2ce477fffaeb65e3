using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Blazor;

public sealed class LiveJobTests
{
    private static readonly Job Running = SampleJobs.In(JobState.Annotating, SampleJobs.Lease());

    [Fact]
    public void Of_two_the_higher_version_holds_whatever_comes_first()
    {
        var done = Running with { State = JobState.Completed, Version = Running.Version + 1 };
        var live = new LiveJob(done);

        Assert.False(live.Offer(new JobChange(Running)));
        Assert.Equal(JobState.Completed, live.Job.State);
    }

    [Fact]
    public void What_was_read_already_is_no_news() =>
        Assert.False(new LiveJob(Running).Offer(new JobChange(Running)));

    [Fact]
    public void Progress_only_grows()
    {
        var live = new LiveJob(Running);

        Assert.True(live.Offer(At(20)));
        Assert.False(live.Offer(At(10)));
        Assert.True(live.Offer(At(30)));
        Assert.Equal(30, live.Latest.Progress?.Records);
    }

    [Fact]
    public void A_newer_row_of_the_same_run_keeps_the_progress()
    {
        var live = new LiveJob(Running);
        live.Offer(At(20));

        Assert.True(live.Offer(new JobChange(Running with { Version = Running.Version + 1, Terms = SampleJobs.Premium })));
        Assert.Equal(20, live.Latest.Progress?.Records);
    }

    [Fact]
    public void The_next_attempt_begins_without_progress()
    {
        var live = new LiveJob(Running);
        live.Offer(At(20));

        live.Offer(new JobChange(Running with { Version = Running.Version + 2, Attempt = 2 }));

        Assert.Null(live.Latest.Progress);
    }

    [Fact]
    public void Removed_is_the_last_word()
    {
        var live = new LiveJob(Running);

        Assert.True(live.Offer(new JobChange(Running) { Removed = true }));
        Assert.False(live.Offer(new JobChange(Running with { Version = 99 })));
        Assert.True(live.Latest.Removed);
    }

    private static JobChange At(long records) => new(Running) { Progress = new AnnotationProgress(records, records, 100) };
}
