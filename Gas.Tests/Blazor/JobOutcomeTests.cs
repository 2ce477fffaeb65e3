using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Blazor;

public sealed class JobOutcomeTests
{
    private static readonly Lease Lease = SampleJobs.Lease();

    [Fact]
    public void A_result_is_news_when_it_is_made_and_when_it_is_back() =>
        Assert.Equal(
            ["annotated", "restored from the archive"],
            new[] { Annotated(), SampleJobs.In(JobState.Restoring, Lease).After(new JobEvent.CopiedBack(Lease.Token, SampleJobs.File()), new JobEvent.Restored(Lease.Token)) }.Select(job => News(job)?.Words));

    [Fact]
    public void A_failure_is_bad_news() =>
        Assert.False(News(SampleJobs.In(JobState.Annotating, Lease).After(new JobEvent.WorkFailed(Lease.Token, new JobFailure(Fault.User, "no"))))!.IsGood);

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Annotating)]
    [InlineData(JobState.Cancelled)]
    [InlineData(JobState.Archived)]
    [InlineData(JobState.Deleting)]
    public void Steps_on_the_way_and_what_the_user_has_done_are_none(JobState state) => Assert.Null(News(SampleJobs.In(state, Lease)));

    [Fact]
    public void What_was_before_the_page_was_opened_or_is_gone_or_is_only_progress_is_none()
    {
        Assert.Null(JobOutcome.Of(new JobChange(Annotated()), SampleJobs.Start.AddSeconds(1)));
        Assert.Null(JobOutcome.Of(new JobChange(Annotated()) { Removed = true }, SampleJobs.Start));
        Assert.Null(JobOutcome.Of(new JobChange(Annotated()) { Progress = new AnnotationProgress(1, 1, 1) }, SampleJobs.Start));
    }

    [Fact]
    public void A_later_change_that_leaves_the_state_is_none() =>
        Assert.Null(JobOutcome.Of(new JobChange(Annotated() with { UpdatedAt = SampleJobs.Start.AddMinutes(1) }), SampleJobs.Start));

    private static Job Annotated() => SampleJobs.In(JobState.Annotating, Lease).After(new JobEvent.Annotated(Lease.Token, SampleJobs.Result(), SampleJobs.File("log")));

    private static JobOutcome? News(Job job) => JobOutcome.Of(new JobChange(job), SampleJobs.Start);
}
