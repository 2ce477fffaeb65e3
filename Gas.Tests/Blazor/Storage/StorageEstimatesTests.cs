using System.ComponentModel.DataAnnotations;
using Gas.Blazor.Storage;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Blazor.Storage;

public sealed class StorageEstimatesTests
{
    private const long Gb = 1L << 30;

    [Fact]
    public void Each_tier_has_its_price_a_gb_and_a_retrieval()
    {
        var estimates = Estimates.With("Expedited, Standard, Bulk").Thaw(new JobTally(2000, 10 * Gb));

        Assert.Equal([RetrievalTier.Expedited, RetrievalTier.Standard, RetrievalTier.Bulk], estimates.Select(estimate => estimate.Tier));
        Assert.Equal([20.30m, 0.20m, 0m], estimates.Select(estimate => estimate.Cost));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(200, 1)]
    [InlineData(201, 2)]
    [InlineData(1204, 7)]
    public void More_results_than_retrievals_at_once_take_turns(long jobs, int turns) =>
        Assert.Equal([TimeSpan.FromMinutes(turns)], Estimates.With("Standard").Thaw(new JobTally(jobs, Gb)).Select(estimate => estimate.Time));

    [Fact]
    public void The_tiers_come_in_the_order_in_which_they_are_tried() =>
        Assert.Equal([RetrievalTier.Bulk, RetrievalTier.Expedited], Estimates.With("Bulk, Expedited").Thaw(default).Select(estimate => estimate.Tier));

    [Fact]
    public void A_month_costs_less_in_the_archive() =>
        Assert.Equal((2.30m, 0.36m, 2.66m), (Estimates.With().PerMonth(100 * Gb, 0), Estimates.With().PerMonth(0, 100 * Gb), Estimates.With().PerMonth(100 * Gb, 100 * Gb)));

    [Theory]
    [InlineData(0, "nothing")]
    [InlineData(0.0004, "under EUR 0.01")]
    [InlineData(0.01, "EUR 0.01")]
    [InlineData(1234.5, "EUR 1,234.50")]
    public void Amounts_are_said_with_their_currency(decimal amount, string words) => Assert.Equal(words, Money.Of(amount, "EUR"));

    [Fact]
    public void A_wrong_price_names_its_key()
    {
        var prices = new PricesOptions { Currency = "dollars", ColdPerGb = -1, Standard = new() { PerThousand = -0.5m } };

        var wrong = prices.Validate(new ValidationContext(prices)).Select(one => one.ErrorMessage!).ToList();

        Assert.Equal(3, wrong.Count);
        Assert.StartsWith("Prices:Currency is 'dollars'", wrong[0], StringComparison.Ordinal);
        Assert.StartsWith("Prices:ColdPerGb", wrong[1], StringComparison.Ordinal);
        Assert.StartsWith("Prices:Standard:PerThousand", wrong[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Totals_put_every_result_in_one_place()
    {
        var totals = StorageTotals.Of(new Dictionary<JobState, JobTally>
        {
            [JobState.Queued] = new(9, 0),
            [JobState.Completed] = new(1, 10),
            [JobState.Archiving] = new(2, 20),
            [JobState.Archived] = new(4, 40),
            [JobState.Thawing] = new(8, 80),
            [JobState.Restoring] = new(16, 160),
        });

        Assert.Equal((new JobTally(3, 30), new JobTally(4, 40), new JobTally(24, 240), new JobTally(28, 280), new JobTally(31, 310)), (totals.Hot, totals.Archived, totals.Returning, totals.Cold, totals.All));
    }
}
