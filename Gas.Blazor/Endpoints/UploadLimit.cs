using Gas.Blazor.Components;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary>How long a file may be.</summary>
/// <param name="IsPlans">It is the plan that sets it: another plan takes longer files.</param>
public sealed record UploadLimit(long Bytes, bool IsPlans)
{
    public const string PlansPage = "/account/plan";

    /// <summary>The stricter of the service's limit and the plan's.</summary>
    public static UploadLimit Of(long service, PlanCatalog plans, Plan plan) =>
        plans.Of(plan).MaxInputBytes is > 0 and var bytes && bytes < service ? new UploadLimit(bytes, plan == Plan.Free) : new UploadLimit(service, false);

    /// <summary>What is said of a longer file.</summary>
    public string Refusal => IsPlans
        ? $"The file is larger than {FileSize.Of(Bytes)}, the most that the free plan takes. Premium takes larger files; or compress it (bgzip), or split it by region."
        : $"The file is larger than {FileSize.Of(Bytes)}, the most that this service takes. Compress it (bgzip) or split it by region.";
}
