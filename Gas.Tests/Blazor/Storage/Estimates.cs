using Gas.Blazor.Storage;
using Gas.Pipeline;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Blazor.Storage;

/// <summary>Estimates with the default prices and retrievals of 15 seconds, 1 minute and 2 minutes.</summary>
internal static class Estimates
{
    public static StorageEstimates With(string tiers = "Expedited, Standard", int maxRetrievals = 200, PricesOptions? prices = null) => new(
        Options.Create(prices ?? new PricesOptions()),
        Options.Create(new ArchiveOptions { Tiers = tiers, MaxRetrievals = maxRetrievals }),
        new RetrievalTimes(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)));
}
