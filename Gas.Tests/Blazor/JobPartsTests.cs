using Bunit;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Blazor;

public sealed class JobPartsTests : ComponentContext
{
    [Fact]
    public void What_shows_the_row_alone_is_not_drawn_again_for_a_step_of_its_progress()
    {
        var job = Running();
        var facts = Render<JobFacts>(parameters => parameters.Add(facts => facts.Job, job));
        var before = facts.RenderCount;

        facts.Render(parameters => parameters.Add(facts => facts.Job, job));
        Assert.Equal(before, facts.RenderCount);
        facts.Render(parameters => parameters.Add(facts => facts.Job, job with { Attempt = 2 }));
        Assert.Contains("(attempt 2)", facts.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_says_records_share_and_time_left_and_does_not_talk()
    {
        Time.Advance(TimeSpan.FromMinutes(1));

        var progress = Render<JobProgress>(parameters => parameters.Add(progress => progress.FileName, "sample.vcf").Add(progress => progress.Progress, new AnnotationProgress(1_234_567, 25, 100)).Add(progress => progress.StartedAt, Running().StartedAt));

        Assert.Equal(["1,234,567 records", "25%", "about 3 min left"], progress.FindAll(".words span").Select(span => span.TextContent));
        Assert.Equal("off", progress.Find("[role=progressbar]").GetAttribute("aria-live"));
        Assert.False(string.IsNullOrEmpty(progress.Find("[role=progressbar]").GetAttribute("aria-label")));
    }

    [Fact]
    public void Before_the_first_word_of_it_a_run_is_starting() =>
        Assert.Contains("Starting", Render<JobProgress>(parameters => parameters.Add(progress => progress.FileName, "sample.vcf")).Markup, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, .5, null)]
    [InlineData(60, .001, null)]
    [InlineData(60, .9, "a few seconds left")]
    [InlineData(60, .75, "about 20 s left")]
    [InlineData(60, .5, "about 1 min left")]
    [InlineData(3600, .25, "about 3 h left")]
    public void Time_left_comes_in_steps(int seconds, double share, string? words) =>
        Assert.Equal(words, TimeLeft.Estimate(SampleJobs.Start, SampleJobs.Start.AddSeconds(seconds), share));

    [Fact]
    public void A_fault_of_the_file_says_once_where_and_what_to_do()
    {
        var panel = Fail(new JobFailure(Fault.User, "Line 1234, POS: 'x' is not a number.", 1234, "POS"));

        Assert.Equal(2, panel.Markup.Split("POS").Length);
        Assert.Equal(2, panel.Markup.Split("1234").Length);
        Assert.Contains("Correct the file", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_ours_says_sorry()
    {
        var panel = Fail(new JobFailure(Fault.Service, "The worker stopped."));

        Assert.Contains("Sorry", panel.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Correct the file", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_timeline_tells_every_step_and_what_the_page_does_not_say_anyway()
    {
        var failed = SampleJobs.In(JobState.Failed, SampleJobs.Lease());
        var job = failed.After(new JobEvent.RetryRequested());

        var steps = Render<JobTimeline>(parameters => parameters.Add(timeline => timeline.Job, job)).FindAll("li");

        Assert.Equal(["Waiting", "Running", "Failed", "Waiting"], steps.Select(step => step.QuerySelector(".word")!.TextContent));
        Assert.Equal("no", steps[2].QuerySelector(".note")!.TextContent);
        Assert.All(steps, step => Assert.NotNull(step.QuerySelector("time[datetime]")));
        Assert.Empty(Render<JobTimeline>(parameters => parameters.Add(timeline => timeline.Job, failed)).FindAll(".note"));
    }

    [Theory]
    [InlineData(JobState.Completed, "Goes to the archive")]
    [InlineData(JobState.Thawing, "Expected back")]
    [InlineData(JobState.Archived, null)]
    public void The_timeline_ends_with_what_is_due(JobState state, string? due)
    {
        var steps = Render<JobTimeline>(parameters => parameters.Add(timeline => timeline.Job, SampleJobs.In(state, SampleJobs.Lease()))).FindAll("li.due .word");

        Assert.Equal(due is null ? [] : [due], steps.Select(step => step.TextContent));
    }

    [Fact]
    public void The_timeline_says_how_long_the_hot_copy_stays_and_when_the_job_goes()
    {
        var job = SampleJobs.In(JobState.Archived, SampleJobs.Lease()) with { HotUntil = SampleJobs.Start.AddMinutes(1), Terms = SampleJobs.Free with { KeepFor = TimeSpan.FromDays(30) } };

        var steps = Render<JobTimeline>(parameters => parameters.Add(timeline => timeline.Job, job)).FindAll("li.due .word");

        Assert.Equal(["Hot copy goes", "Job is deleted"], steps.Select(step => step.TextContent));
    }

    [Theory]
    [InlineData(0, "at once")]
    [InlineData(15, "15 seconds")]
    [InlineData(60, "1 minute")]
    [InlineData(300, "5 minutes")]
    [InlineData(3600, "1 hour")]
    [InlineData(43200, "12 hours")]
    [InlineData(86400, "1 day")]
    [InlineData(2592000, "30 days")]
    public void Times_are_said_in_words(int seconds, string words) => Assert.Equal(words, Duration.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1048575, "1 MiB")]
    [InlineData(5368709120, "5 GiB")]
    public void Sizes_are_said_in_words(long bytes, string words) => Assert.Equal(words, FileSize.Of(bytes));

    private IRenderedComponent<FailurePanel> Fail(JobFailure failure) => Render<FailurePanel>(parameters => parameters.Add(panel => panel.Failure, failure));
}
