using Gas.Blazor.Components;
using Gas.Blazor.Components.Storage;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Storage;

/// <summary>Says what a change of plan will do, before it is done.</summary>
public sealed class PlanWords(PlanCatalog plans, StorageEstimates estimates)
{
    public string OfUpgrade(StorageTotals? totals) => Together(L["Premium begins at once."], OfThaw(totals), L["You can cancel it at any time."]);

    /// <param name="isLater">On a day that is to come, and not at once.</param>
    public string OfCancelling(StorageTotals? totals, bool isLater)
    {
        var terms = plans.TermsOf(new OwnerPlan(Plan.Free, 0));
        return Together(
            isLater ? L["You keep premium until that day is over; then the free plan holds."] : L["The free plan holds at once."],
            terms.ArchiveAfter is { } after ? OfArchiving(after, isLater) : null,
            totals?.Cold.Jobs > 0 ? OfReturning(isLater) : null,
            terms.KeepFor is { } time ? L["Jobs that finished more than {0} ago are deleted.", Duration.Of(time)] : null,
            isLater ? L["You can change your mind at any time."] : L["You can upgrade again at any time."]);
    }

    private static string OfArchiving(TimeSpan after, bool isLater) =>
        after == TimeSpan.Zero ? L["Results at hand are archived from then on."]
        : isLater ? L["Results at hand are archived {0} later.", Duration.Of(after)]
        : L["Results at hand are archived in {0}.", Duration.Of(after)];

    private static string OfReturning(bool isLater) => isLater
        ? L["What is then being retrieved or copied back comes back first; nothing in flight is lost. What still waits in the archive stays there."]
        : L["What is being retrieved or copied back comes back first; nothing in flight is lost. What still waits in the archive stays there."];

    private string? OfThaw(StorageTotals? totals)
    {
        if (totals?.Archived is not { Jobs: > 0 } archived)
        {
            return null;
        }

        var tiers = estimates.Thaw(archived);
        var cost = Money.Of(tiers.Max(tier => tier.Cost), estimates.Currency);
        return L["Your archived results, {0}, begin to come back: that takes about {1} and costs the service {2} at most.", ResultCount.Of(archived), Duration.Of(tiers.Max(tier => tier.Time)), cost];
    }

    private static string Together(params IEnumerable<string?> sentences) => string.Join(' ', sentences.OfType<string>());
}
