using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Storage;

/// <summary>Works out times and costs of storage from the settings. Estimates: no bill, no promise.</summary>
public sealed class StorageEstimates(IOptions<PricesOptions> prices, IOptions<ArchiveOptions> archive, RetrievalTimes times)
{
    private const decimal BytesPerGb = 1L << 30;

    public string Currency => prices.Value.Currency;

    /// <summary>One for each tier, in the order in which the tiers are tried.</summary>
    public IReadOnlyList<ThawEstimate> Thaw(JobTally archived) =>
        [.. archive.Value.TierOrder.Distinct().Select(tier => new ThawEstimate(tier, TimeOf(tier, archived.Jobs), RetrievalCost(tier, archived)))];

    /// <summary>What these bytes cost a month.</summary>
    public decimal PerMonth(long hotBytes, long coldBytes) =>
        ((hotBytes / BytesPerGb) * prices.Value.HotPerGb) + ((coldBytes / BytesPerGb) * prices.Value.ColdPerGb);

    private decimal RetrievalCost(RetrievalTier tier, JobTally archived)
    {
        var price = prices.Value.Of(tier);
        return ((archived.ResultBytes / BytesPerGb) * price.PerGb) + (archived.Jobs / 1000m * price.PerThousand);
    }

    /// <summary>So many turns, since only so many retrievals are under way at the same time.</summary>
    private TimeSpan TimeOf(RetrievalTier tier, long jobs) =>
        times.Of(tier) * Math.Max(1, Math.Ceiling(jobs / (double)archive.Value.MaxRetrievals));
}
