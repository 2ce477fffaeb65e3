using Bunit;
using Gas.Blazor.Components.Jobs;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Blazor;

public sealed class ResultPanelTests : ComponentContext
{
    [Theory]
    [InlineData(JobState.Queued, Plan.Free, ResultAnswer.NotCompleted)]
    [InlineData(JobState.Annotating, Plan.Premium, ResultAnswer.NotCompleted)]
    [InlineData(JobState.Failed, Plan.Free, ResultAnswer.NotCompleted)]
    [InlineData(JobState.Cancelled, Plan.Free, ResultAnswer.NotCompleted)]
    [InlineData(JobState.Completed, Plan.Free, ResultAnswer.Download)]
    [InlineData(JobState.Completed, Plan.Premium, ResultAnswer.Download)]
    [InlineData(JobState.Archiving, Plan.Free, ResultAnswer.Download)]
    [InlineData(JobState.Archived, Plan.Free, ResultAnswer.Upgrade)]
    [InlineData(JobState.Archived, Plan.Premium, ResultAnswer.BeingRestored)]
    [InlineData(JobState.Thawing, Plan.Premium, ResultAnswer.BeingRestored)]
    [InlineData(JobState.Restoring, Plan.Premium, ResultAnswer.BeingRestored)]
    public void The_result_has_one_of_four_answers(JobState state, Plan plan, ResultAnswer answer) =>
        Assert.Equal($"{answer}", Show(SampleJobs.In(state, SampleJobs.Lease(), plan)).Find("section").GetAttribute("data-answer"));

    [Fact]
    public void A_retrieval_that_was_begun_is_told_after_a_downgrade_too() =>
        Assert.Equal(ResultAnswer.BeingRestored, ResultAnswers.Of(SampleJobs.In(JobState.Thawing, SampleJobs.Lease()) with { Terms = SampleJobs.Free }));

    [Fact]
    public void A_hot_result_is_downloaded_by_plain_links()
    {
        var job = SampleJobs.In(JobState.Completed, SampleJobs.Lease());

        var links = Show(job).FindAll("a[href*=download]").Select(link => link.GetAttribute("href"));

        Assert.Equal([Link("result"), Link("index"), Link("summary"), Link("log"), Link("input")], links);

        string Link(string file) => $"jobs/{job.Id}/download/{file}";
    }

    [Fact]
    public void An_archived_result_leads_to_the_plan() =>
        Assert.Contains("Upgrade to premium", Show(SampleJobs.In(JobState.Archived, SampleJobs.Lease())).Markup, StringComparison.Ordinal);

    [Fact]
    public void A_retrieval_says_its_speed_and_when_it_is_expected()
    {
        var panel = Show(SampleJobs.In(JobState.Thawing, SampleJobs.Lease()));

        Assert.Contains("Expedited", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(2, panel.FindAll("time").Count);
    }

    [Fact]
    public void The_retrievals_bar_moves_with_the_clock_alone()
    {
        var panel = Show(SampleJobs.In(JobState.Thawing, SampleJobs.Lease()));
        Assert.Equal("0", Bar(panel));

        Time.Advance(TimeSpan.FromMinutes(4));
        panel.WaitForAssertion(() => Assert.Equal("80", Bar(panel)));
        Assert.Contains("about 1 min left", panel.Markup, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromMinutes(2));
        panel.WaitForAssertion(() => Assert.Contains("Any moment now", panel.Markup, StringComparison.Ordinal));
        Assert.Equal("100", Bar(panel));
    }

    [Fact]
    public void Copying_back_is_told_without_a_share() =>
        Assert.Contains("copied back and checked", Show(SampleJobs.In(JobState.Restoring, SampleJobs.Lease())).Markup, StringComparison.Ordinal);

    [Fact]
    public void Before_its_retrieval_starts_a_result_waits() =>
        Assert.Contains("Waits for its retrieval", Show(SampleJobs.In(JobState.Archived, SampleJobs.Lease(), Plan.Premium)).Markup, StringComparison.Ordinal);

    [Fact]
    public void Summary_and_log_stay_when_the_result_is_archived()
    {
        var job = SampleJobs.In(JobState.Archived, SampleJobs.Lease());

        var links = Show(job).FindAll("a[href*=download]").Select(link => link.GetAttribute("href"));

        Assert.Equal(["summary", "log", "input"], links.Select(link => link!.Split('/')[^1]));
    }

    [Fact]
    public void As_long_as_the_hot_copy_stays_it_is_said()
    {
        var panel = Show(SampleJobs.In(JobState.Archived, SampleJobs.Lease()) with { HotUntil = SampleJobs.Start.AddMinutes(1) });

        Assert.Contains("The hot copy stays until", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(UploadLimit.PlansPage, panel.Find("p a").GetAttribute("href"));
    }

    private static string? Bar(IRenderedComponent<ResultPanel> panel) => panel.Find("[role=progressbar]").GetAttribute("aria-valuenow");

    private IRenderedComponent<ResultPanel> Show(Job job) => Render<ResultPanel>(parameters => parameters.Add(panel => panel.Job, job));
}
