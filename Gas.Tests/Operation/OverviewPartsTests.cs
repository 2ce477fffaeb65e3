using Bunit;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Operation;
using Gas.Blazor.Operation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Telemetry;
using Gas.Pipeline.Workers;
using Gas.Tests.Blazor;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Operation;

public sealed class OverviewPartsTests : ComponentContext
{
    [Fact]
    public void A_worker_is_at_work_paused_waiting_or_does_not_look_any_more()
    {
        var job = JobId.New(SampleJobs.Start);
        Time.Advance(TimeSpan.FromMinutes(5));
        var now = Time.GetUtcNow();
        var table = Render<WorkerTable>(parameters => parameters.Add(one => one.Instance, "lab/1").Add(one => one.Workers,
        [
            new WorkerStanding(Stage.Annotate, 2, SampleJobs.Start, [new WorkAtHand(job, now.AddSeconds(-30))]) { IsPaused = true },
            new WorkerStanding(Stage.Archive, 4, now, []) { IsPaused = true },
            new WorkerStanding(Stage.Thaw, 4, now, []),
            new WorkerStanding(Stage.Restore, 4, now.AddMinutes(-2), []),
        ]));
        Assert.Equal(["At work", "Paused", "Waits for work", "Does not look"], table.FindAll("tbody .chip").Select(chip => chip.TextContent.Trim()));
        Assert.Contains("since 30 seconds", table.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal($"jobs/{job}", table.Find("tbody a").GetAttribute("href"));
        Assert.Contains("1 of 2", table.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_tells_its_depth_the_age_of_its_oldest_and_what_was_set_aside()
    {
        Time.Advance(TimeSpan.FromMinutes(10));
        var queues = new Dictionary<Stage, QueueVitals>
        {
            [Stage.Annotate] = new(new QueueDepth(1234, 2, 3), SampleJobs.Start),
            [Stage.Thaw] = new(default, null),
        };
        var table = Render<QueueTable>(parameters => parameters.Add(one => one.Vitals, new Vitals(Time.GetUtcNow(), new Dictionary<JobState, JobTally>(), queues)));
        string[][] rows = [.. table.FindAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray())];
        Assert.Equal(["Annotate", "1,234", "2", "10 minutes", "3"], rows[0]);
        Assert.Equal(["Retrieve", "0", "0", "–", "0"], rows[1]);
    }

    [Fact]
    public void A_sparkline_says_in_words_what_it_draws()
    {
        var line = Render<Sparkline>(parameters => parameters.Add(one => one.Values, [0, 2, 4]).Add(one => one.Label, "Submitted by minute"));
        Assert.Equal("Submitted by minute: at most 4, 6 in all", line.Find("svg").GetAttribute("aria-label"));
        Assert.Equal(["1", "14", "28"], line.FindAll("rect").Select(bar => bar.GetAttribute("height")));
    }

    [Fact]
    public void Maintenance_and_banner_come_and_go_on_a_page_that_is_open_and_are_text()
    {
        var banner = Render<ServiceBanner>();
        Assert.Empty(banner.FindAll(".banner"));
        Modes.Take(new ServiceMode { Version = 1, Maintenance = "We move.", Banner = "<b>Hello</b>" });
        banner.WaitForAssertion(() => Assert.Equal(2, banner.FindAll(".banner").Count));
        Assert.Contains("We move.", banner.Find(".urgent").TextContent, StringComparison.Ordinal);
        Assert.Contains("<b>Hello</b>", banner.FindAll(".banner")[1].TextContent, StringComparison.Ordinal);
        Modes.Take(new ServiceMode { Version = 2 });
        banner.WaitForAssertion(() => Assert.Empty(banner.FindAll(".banner")));
    }
}
