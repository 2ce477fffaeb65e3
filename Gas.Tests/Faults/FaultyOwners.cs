using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Faults;

internal sealed class FaultyOwners(IOwners inner, FaultPlan plan) : IOwners
{
    public Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation) =>
        plan.IdleCallAsync("plan", () => inner.PlanAsync(owner, cancellation));

    public Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation) =>
        plan.IdleCallAsync("plan changes", () => inner.PlanChangesAsync(max, cancellation));

    public Task SettleAsync(PlanChange change, CancellationToken cancellation) =>
        plan.CallAsync("settle plan change", () => inner.SettleAsync(change, cancellation));

    public Task<bool> ExistsAsync(UserId owner, CancellationToken cancellation) =>
        plan.IdleCallAsync("exists", () => inner.ExistsAsync(owner, cancellation));

    public Task<IReadOnlyList<UserId>> LeavingAsync(UserId? after, int max, CancellationToken cancellation) =>
        plan.IdleCallAsync("leaving", () => inner.LeavingAsync(after, max, cancellation));

    public Task RemoveAsync(UserId owner, CancellationToken cancellation) =>
        plan.CallAsync("forget owner", () => inner.RemoveAsync(owner, cancellation));
}
