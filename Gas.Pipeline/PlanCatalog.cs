using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline;

/// <summary>Says what a plan means for a job.</summary>
public sealed class PlanCatalog(IOptions<PlansOptions> plans, IOptions<ArchiveOptions> archive)
{
    /// <summary>The limits of a plan.</summary>
    public PlanOptions Of(Plan plan) => plans.Value.Of(plan);

    /// <summary>The terms to record on the owner's jobs.</summary>
    public PlanTerms TermsOf(OwnerPlan owner)
    {
        var (plan, free) = (plans.Value.Of(owner.Plan), plans.Value.Free);
        var keepFor = plan.KeepFor > TimeSpan.Zero ? plan.KeepFor : (TimeSpan?)null;
        return owner.Plan == Plan.Free && free.Archives
            ? new PlanTerms(owner.Plan, owner.Version, free.ArchiveAfter, archive.Value.MinBytes, keepFor)
            : new PlanTerms(owner.Plan, owner.Version, KeepFor: keepFor);
    }
}
