using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Blazor;

public sealed class JobListTests
{
    private static readonly Job Old = SampleJobs.Queued(at: SampleJobs.Start);
    private static readonly Job Recent = SampleJobs.Queued(at: SampleJobs.Start.AddMinutes(1));
    private static readonly Job Newest = SampleJobs.Queued(at: SampleJobs.Start.AddMinutes(2));

    [Fact]
    public void A_new_job_comes_to_its_place_by_time()
    {
        var list = Make(new JobFilter(JobGroup.Everything), Newest, Old);

        Assert.True(list.Apply([new JobChange(Recent)]));
        Assert.Equal([Newest.Id, Recent.Id, Old.Id], list.Rows.Select(row => row.Job.Id));
        Assert.Equal("sample.vcf: Waiting", list.Announcement);
    }

    [Fact]
    public void A_job_that_only_changes_moves_no_row()
    {
        var list = Make(new JobFilter(JobGroup.Everything), Old);
        var row = list.Rows[0];

        Assert.False(list.Apply([new JobChange(Old.After(new JobEvent.Started(SampleJobs.Lease())))]));
        Assert.Same(row, list.Rows[0]);
        Assert.Equal("sample.vcf: Running", list.Announcement);
    }

    [Fact]
    public void A_removed_job_vanishes_and_stays_away()
    {
        var list = Make(new JobFilter(JobGroup.Everything), Old);

        Assert.True(list.Apply([new JobChange(Old.After(new JobEvent.DeleteRequested()))]));
        Assert.False(list.Apply([new JobChange(Old) { Removed = true }]));
        Assert.Empty(list.Rows);
    }

    [Fact]
    public void A_job_that_no_longer_matches_leaves()
    {
        var list = Make(JobFilter.Of("waiting", null, null, null), Old);

        Assert.True(list.Apply([new JobChange(Old.After(new JobEvent.Cancelled()))]));
        Assert.Empty(list.Rows);
    }

    [Fact]
    public void A_job_of_another_name_does_not_come() =>
        Assert.False(Make(JobFilter.Of(null, "exome", null, null), []).Apply([new JobChange(Recent)]));

    [Fact]
    public void An_older_page_stays_as_it_is_when_new_jobs_come() =>
        Assert.False(Make(JobFilter.Of(null, null, null, "cursor"), Old).Apply([new JobChange(Newest)]));

    [Fact]
    public void A_job_below_the_last_row_of_a_full_page_does_not_come() =>
        Assert.False(new JobList(new JobFilter(JobGroup.Everything), new JobPage([Newest, Recent], "more"), 2).Apply([new JobChange(Old)]));

    [Fact]
    public void A_list_that_has_grown_too_long_says_so()
    {
        var list = new JobList(new JobFilter(JobGroup.Everything), new JobPage([Old], "more"), 1);
        Assert.False(list.IsOvergrown);

        list.Apply([new JobChange(Recent)]);

        Assert.True(list.IsOvergrown);
    }

    [Theory]
    [InlineData(null, null, null, null, "jobs")]
    [InlineData("failed", null, null, null, "jobs?state=failed")]
    [InlineData("nonsense", " a&b ", " trio ", "c", "jobs?q=a%26b&tag=trio&after=c")]
    public void A_filter_lives_in_the_address(string? state, string? search, string? tag, string? after, string uri) =>
        Assert.Equal(uri, JobFilter.Of(state, search, tag, after).ToUri());

    [Fact]
    public void A_job_leaves_a_list_of_a_tag_together_with_the_tag()
    {
        var tagged = Recent with { Labels = new JobLabels(null, ["Trio 7"]) };
        var list = Make(JobFilter.Of(null, null, "trio 7", null), tagged);
        Assert.False(list.Apply([new JobChange(Newest)]));

        Assert.True(list.Apply([new JobChange(tagged.After(new JobEvent.Labelled(JobLabels.None)))]));
        Assert.Empty(list.Rows);
    }

    [Fact]
    public void Every_state_but_deleting_belongs_to_a_group() => Assert.All(
        Enum.GetValues<JobState>().Where(state => state != JobState.Deleting),
        state => Assert.Contains(JobGroup.All, group => group.States.Contains(state)));

    [Theory]
    [InlineData(JobState.Archived)]
    [InlineData(JobState.Restoring)]
    public void A_job_whose_result_lies_in_the_archive_is_completed_all_the_same(JobState state) => Assert.True(JobGroup.Of("completed").Includes(state));

    private static JobList Make(JobFilter filter, params Job[] jobs) => new(filter, new JobPage(jobs, null), 25);
}
