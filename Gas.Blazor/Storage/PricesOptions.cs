using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Storage;

/// <summary>
/// What storage costs the service, for estimates only; section <c>Prices</c>. A GB is 2^30 bytes, as S3 counts it. The defaults are S3 Standard's and
/// S3 Glacier Flexible Retrieval's list prices in us-east-1 (aws.amazon.com/s3/pricing).
/// </summary>
public sealed partial class PricesOptions : IValidatableObject
{
    public const string Section = "Prices";

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>Per GB and month where results can be downloaded.</summary>
    public decimal HotPerGb { get; set; } = 0.023m;

    /// <summary>Per GB and month in the archive.</summary>
    public decimal ColdPerGb { get; set; } = 0.0036m;

    public RetrievalPrice Expedited { get; set; } = new() { PerGb = 0.03m, PerThousand = 10m };

    public RetrievalPrice Standard { get; set; } = new() { PerGb = 0.01m, PerThousand = 0.05m };

    public RetrievalPrice Bulk { get; set; } = new();

    public RetrievalPrice Of(RetrievalTier tier) => tier switch
    {
        RetrievalTier.Expedited => Expedited,
        RetrievalTier.Standard => Standard,
        RetrievalTier.Bulk => Bulk,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!CurrencyCode().IsMatch(Currency))
        {
            yield return new($"{Section}:{nameof(Currency)} is '{Currency}', but must be three capital letters, such as USD or EUR.");
        }

        foreach (var (key, price) in Named().Where(one => one.Price < 0))
        {
            yield return new($"{Section}:{key} is {price}, but must be a price of 0 or more.");
        }
    }

    private IEnumerable<(string Key, decimal Price)> Named()
    {
        yield return (nameof(HotPerGb), HotPerGb);
        yield return (nameof(ColdPerGb), ColdPerGb);
        foreach (var tier in Enum.GetValues<RetrievalTier>())
        {
            yield return ($"{tier}:{nameof(RetrievalPrice.PerGb)}", Of(tier).PerGb);
            yield return ($"{tier}:{nameof(RetrievalPrice.PerThousand)}", Of(tier).PerThousand);
        }
    }

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex CurrencyCode();
}

/// <summary>What retrievals cost at one tier.</summary>
public sealed class RetrievalPrice
{
    /// <summary>Per GB that is retrieved.</summary>
    public decimal PerGb { get; set; }

    /// <summary>Per 1,000 retrievals.</summary>
    public decimal PerThousand { get; set; }
}
