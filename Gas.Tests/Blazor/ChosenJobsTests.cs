using Bunit;
using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Blazor;

public sealed class ChosenJobsTests : ComponentContext
{
    private static readonly Job Job = SampleJobs.Queued();
    private readonly LiveRow _first = new(Job);
    private readonly LiveRow _second = new(SampleJobs.Queued());
    private readonly ChosenJobs _chosen = new();

    [Fact]
    public void The_head_ticks_and_unticks_all_rows()
    {
        var table = Table();
        table.Find("thead input").Change(true);
        Assert.Equal(2, _chosen.Count);
        table.Render();
        Assert.All(table.FindAll("tbody input"), tick => Assert.True(tick.HasAttribute("checked")));
        table.Find("thead input").Change(false);
        Assert.Equal(0, _chosen.Count);
    }

    [Fact]
    public void A_tick_has_the_name_of_its_file() =>
        Assert.All(Table().FindAll("tbody input"), tick => Assert.Equal("Choose sample.vcf", tick.GetAttribute("aria-label")));

    [Fact]
    public void A_chosen_job_is_told_of_as_it_is_now_and_only_as_long_as_it_is_chosen()
    {
        var told = 0;
        _chosen.Choose([_first], true);
        _chosen.Changed += () => told++;
        _first.Offer(new JobChange(Job.After(new JobEvent.Cancelled()) with { Version = 2 }));
        Assert.Equal((1, JobState.Cancelled), (told, Assert.Single(_chosen.Jobs).State));
        _chosen.Clear();
        told = 0;
        _first.Offer(new JobChange(Job with { Version = 3 }));
        Assert.Equal((0, 0), (told, _chosen.Count));
    }

    [Fact]
    public void What_is_no_longer_shown_is_no_longer_chosen()
    {
        _chosen.Choose([_first, _second], true);
        _chosen.Keep([_second]);
        Assert.Equal(_second.Job.Id, Assert.Single(_chosen.Jobs).Id);
    }

    [Fact]
    public void A_list_that_is_only_looked_at_has_no_ticks() =>
        Assert.Empty(Render<JobTable>(parameters => parameters.Add(table => table.Rows, [_first])).FindAll("input"));

    private IRenderedComponent<JobTable> Table() => Render<JobTable>(parameters => parameters.Add(table => table.Rows, [_first, _second]).Add(table => table.Chosen, _chosen));
}
