using Bunit;
using Gas.Blazor.Components.Storage;
using Gas.Blazor.Storage;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Storage;

public sealed class StoragePartsTests : PageContext
{
    private const long Gb = 1L << 30;

    public StoragePartsTests()
    {
        Services.AddSingleton(Estimates.With());
        BeInteractive();
    }

    [Fact]
    public void The_summary_keeps_its_room_until_it_is_read() =>
        Assert.Equal(["–", "–", "–"], Render<StorageSummary>(parameters => parameters.Add(summary => summary.Totals, null!)).FindAll(".how-many").Select(number => number.TextContent));

    [Fact]
    public void The_summary_tells_numbers_and_bytes()
    {
        var summary = Render<StorageSummary>(parameters => parameters.Add(summary => summary.Totals, Totals(hot: new(1204, 2048), archived: new(1, 1), thawing: new(2, 1024), restoring: new(1, 1024))));

        Assert.Equal(["1,204 2 KiB", "1 1 byte", "3 2 KiB"], summary.FindAll("dd").Select(fact => fact.TextContent));
    }

    [Fact]
    public void An_offer_tells_each_tier_with_its_time_and_cost()
    {
        var offer = Render<ThawOffer>(parameters => parameters.Add(offer => offer.Archived, new JobTally(1204, 5 * Gb)));

        Assert.Contains("1,204 results (5 GiB)", offer.Markup, StringComparison.Ordinal);
        Assert.Equal(["Expedited", "Standard"], offer.FindAll("tbody th").Select(tier => tier.TextContent));
        Assert.Equal(["2 minutes", "USD 12.19", "7 minutes", "USD 0.11"], offer.FindAll("tbody td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void With_nothing_archived_there_is_nothing_to_bring_back() =>
        Assert.Contains("None of your results is archived", Render<ThawOffer>(parameters => parameters.Add(offer => offer.Archived, default)).Markup, StringComparison.Ordinal);

    [Theory]
    [InlineData(2, "exact")]
    [InlineData(300, null)]
    public void Times_of_a_quick_retrieval_tell_seconds(int minutes, string? format)
    {
        var job = SampleJobs.In(JobState.Thawing, SampleJobs.Lease());
        job = job with { Retrieval = job.Retrieval! with { ExpectedAt = job.Retrieval.StartedAt.AddMinutes(minutes) } };

        var times = Render<RestorePanel>(parameters => parameters.Add(panel => panel.Job, job)).FindAll("local-time");

        Assert.Equal([format, format], times.Select(time => time.GetAttribute("format")));
        Assert.Equal(format is not null, times[0].TextContent.Contains("12:00:00", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "The last retrieval failed; the next one follows by itself.")]
    [InlineData(3, "3 retrievals have failed; the archive may be damaged. The next one begins")]
    public void Retrievals_that_fail_again_and_again_are_told_of(int lost, string words)
    {
        var job = SampleJobs.In(JobState.Archived, SampleJobs.Lease(), Plan.Premium) with { LostRetrievals = lost, NotBefore = DateTimeOffset.UnixEpoch.AddYears(56) };

        Assert.Contains(words, Render<RestorePanel>(parameters => parameters.Add(panel => panel.Job, job)).Find(".stand").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bulk_thaw_tells_how_far_it_is()
    {
        var panel = Show(Totals(hot: new(312, 1), archived: new(600, 1), thawing: new(200, 1), restoring: new(92, 1)));

        Assert.Equal("312 of 1,204 at hand", panel.Find(".words span").TextContent);
        Assert.Equal(["600", "200", "92"], panel.FindAll("li .number").Select(number => number.TextContent.Split(' ')[0]));
        Assert.Contains("about 5 min left", panel.Markup, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromMinutes(2));
        panel.WaitForAssertion(() => Assert.Contains("about 3 min left", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_thaw_that_takes_longer_than_the_vault_said_is_told_by_its_pace()
    {
        var panel = Show(Totals(archived: new(100, 1)));
        Time.Advance(TimeSpan.FromMinutes(30));

        panel.Render(parameters => parameters.Add(panel => panel.Totals, Totals(hot: new(50, 1), archived: new(50, 1))));

        Assert.Contains("about 30 min left", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void When_all_are_back_it_is_said() =>
        Assert.Contains("All your results are at hand", Show(Totals(hot: new(3, 10))).Markup, StringComparison.Ordinal);

    [Fact]
    public void The_bill_adds_up()
    {
        var bill = Render<StorageBill>(parameters => parameters.Add(bill => bill.Totals, Totals(hot: new(10, 100 * Gb), archived: new(20, 1000 * Gb), thawing: new(1, 10 * Gb), restoring: new(1, 10 * Gb))));

        Assert.Equal(["USD 2.30", "USD 3.60", "USD 0.04", "USD 0.04"], bill.FindAll("tbody td:last-child").Select(cell => cell.TextContent));
        Assert.Equal(["32", "1.1 TiB", "USD 5.97"], bill.FindAll("tfoot td").Select(cell => cell.TextContent));
        Assert.Contains("USD 25.76 a month", bill.Markup, StringComparison.Ordinal);
    }

    private static StorageTotals Totals(JobTally hot = default, JobTally archived = default, JobTally thawing = default, JobTally restoring = default) => new(hot, archived, thawing, restoring);

    private IRenderedComponent<ThawPanel> Show(StorageTotals totals) => Render<ThawPanel>(parameters => parameters.Add(panel => panel.Totals, totals));
}
