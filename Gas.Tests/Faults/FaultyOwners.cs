using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Faults;

internal sealed class FaultyOwners(IOwners inner, FaultPlan plan) : IOwners
{
    public Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation) =>
        plan.CallAsync("plan", () => inner.PlanAsync(owner, cancellation));

    public Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation) =>
        plan.IdleCallAsync("plan changes", () => inner.PlanChangesAsync(max, cancellation));

    public Task SettleAsync(PlanChange change, CancellationToken cancellation) =>
        plan.CallAsync("settle plan change", () => inner.SettleAsync(change, cancellation));
}
