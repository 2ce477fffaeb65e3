using System.Reflection;
using Bunit;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Gas.Tests.Blazor;

public sealed class JobTableTests : ComponentContext
{
    [Fact]
    public async Task A_job_with_news_draws_its_own_row_alone()
    {
        var first = SampleJobs.Queued();
        LiveRow[] jobs = [new(first), .. Enumerable.Range(1, PageLength.Choices[^1] - 1).Select(_ => new LiveRow(SampleJobs.Queued()))];
        var table = Render<JobTable>(parameters => parameters.Add(table => table.Rows, jobs));
        var rows = table.FindComponents<JobRow>();
        var before = rows.Select(row => row.RenderCount).ToList();

        await table.InvokeAsync(() => jobs[0].Offer(new JobChange(first.After(new JobEvent.Cancelled()))));

        Assert.Equal([before[0] + 1, .. before.Skip(1)], rows.Select(row => row.RenderCount));
        Assert.Equal("Cancelled", rows[0].Find("[data-state]").GetAttribute("data-state"));
    }

    [Fact]
    public async Task All_can_be_ticked_at_once_where_a_card_has_no_column_names_too()
    {
        var chosen = new ChosenJobs();
        var table = Render<JobTable>(parameters => parameters.Add(table => table.Rows, [new LiveRow(SampleJobs.Queued()), new LiveRow(SampleJobs.Queued())]).Add(table => table.Chosen, chosen));

        await table.Find("th.choice input").ChangeAsync(new() { Value = true });

        Assert.Equal(2, chosen.Count);
        Assert.Contains(table.Find("th.choice .all").TextContent, table.Find("th.choice input").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_comes_leaves_the_others_undrawn()
    {
        var first = new LiveRow(SampleJobs.Queued());
        var table = Render<JobTable>(parameters => parameters.Add(table => table.Rows, [first]));
        var before = table.FindComponent<JobRow>().RenderCount;

        table.Render(parameters => parameters.Add(table => table.Rows, [new LiveRow(SampleJobs.Queued()), first]));

        Assert.Equal(2, table.FindComponents<JobRow>().Count);
        Assert.Equal(before, table.FindComponents<JobRow>()[1].RenderCount);
    }

    [Fact]
    public void The_live_cell_says_when_what_it_shows_was_committed()
    {
        var job = SampleJobs.Queued(at: DateTimeOffset.UnixEpoch.AddTicks(12_345_670));

        var row = Render<JobRow>(parameters => parameters.Add(row => row.Live, new LiveRow(job)));

        Assert.Equal("1234567", row.Find("[data-ts]").GetAttribute("data-ts"));
    }

    /// <summary>A render tree has room for 32 frames, or for twice as many: of the second a list of 25 holds 32 KB more.</summary>
    [Fact]
    public void A_row_fits_into_the_smallest_render_tree()
    {
        var job = SampleJobs.In(JobState.Completed, SampleJobs.Lease());
        var row = Render<JobRow>(parameters => parameters.Add(row => row.Live, new LiveRow(job)).Add(row => row.Chosen, new ChosenJobs()));

        Assert.InRange(FramesOf(row.Instance), 1, 32);
    }

    [Fact]
    public void Room_is_kept_while_the_jobs_are_read() =>
        Assert.Equal(7, Render<JobTable>(parameters => parameters.Add(table => table.Rows, null!).Add(table => table.Expected, 7)).FindAll("tr.waiting").Count);

    [Fact]
    public async Task A_row_that_is_gone_no_longer_listens()
    {
        var job = SampleJobs.Queued();
        var live = new LiveRow(job);
        var table = Render<JobTable>(parameters => parameters.Add(table => table.Rows, [live]));
        var row = table.FindComponent<JobRow>();
        table.Render(parameters => parameters.Add(table => table.Rows, []));
        var before = row.RenderCount;

        await table.InvokeAsync(() => live.Offer(new JobChange(job.After(new JobEvent.Cancelled()))));

        Assert.Equal(before, row.RenderCount);
    }

    private int FramesOf(IComponent component)
    {
        const BindingFlags Inner = BindingFlags.Instance | BindingFlags.NonPublic;
        var renderer = typeof(IComponent).Assembly.GetType("Microsoft.AspNetCore.Components.RenderTree.Renderer")!;
        var state = renderer.GetMethod("GetComponentState", Inner, [typeof(IComponent)])!.Invoke(Renderer, [component])!;
        var frames = renderer.GetMethod("GetCurrentRenderTreeFrames", Inner)!.Invoke(Renderer, [((ComponentState)state).ComponentId])!;
        return (int)frames.GetType().GetField("Count")!.GetValue(frames)!;
    }
}
