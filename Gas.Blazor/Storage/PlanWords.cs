using Gas.Blazor.Components;
using Gas.Blazor.Components.Storage;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Storage;

/// <summary>Says what a change of plan will do, before it is done.</summary>
public sealed class PlanWords(PlanCatalog plans, StorageEstimates estimates)
{
    public string OfUpgrade(StorageTotals? totals) => $"Premium begins at once.{OfThaw(totals)} You can cancel it at any time.";

    /// <param name="isLater">On a day that is to come, and not at once.</param>
    public string OfCancelling(StorageTotals? totals, bool isLater)
    {
        var terms = plans.TermsOf(new OwnerPlan(Plan.Free, 0));
        var archived = terms.ArchiveAfter is { } after
            ? $" Results at hand are archived {(after == TimeSpan.Zero ? "from then on" : isLater ? $"{Duration.Of(after)} later" : $"in {Duration.Of(after)}")}."
            : "";
        var returning = totals?.Cold.Jobs > 0
            ? $" What is {(isLater ? "then " : "")}being retrieved or copied back comes back first; nothing in flight is lost. What still waits in the archive stays there."
            : "";
        var deleted = terms.KeepFor is { } time ? $" Jobs that finished more than {Duration.Of(time)} ago are deleted." : "";
        return $"{(isLater ? "You keep premium until that day is over; then the free plan holds." : "The free plan holds at once.")}{archived}{returning}{deleted} You can {(isLater ? "change your mind" : "upgrade again")} at any time.";
    }

    private string OfThaw(StorageTotals? totals)
    {
        if (totals?.Archived is not { Jobs: > 0 } archived)
        {
            return "";
        }

        var tiers = estimates.Thaw(archived);
        var cost = Money.Of(tiers.Max(tier => tier.Cost), estimates.Currency);
        return $" Your archived results, {ResultCount.Of(archived)}, begin to come back: that takes about {Duration.Of(tiers.Max(tier => tier.Time))} and costs the service {cost} at most.";
    }
}
