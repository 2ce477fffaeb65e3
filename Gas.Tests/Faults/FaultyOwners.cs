using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Faults;

/// <summary>Plans are asked for all the time and leaving owners looked for, so only what forgets one counts as a call.</summary>
internal sealed class FaultyOwners(IOwners inner, FaultPlan plan) : IOwners
{
    public Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation) => inner.PlanAsync(owner, cancellation);

    public Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation) => inner.PlanChangesAsync(max, cancellation);

    public Task SettleAsync(PlanChange change, CancellationToken cancellation) => inner.SettleAsync(change, cancellation);

    public Task<bool> ExistsAsync(UserId owner, CancellationToken cancellation) => inner.ExistsAsync(owner, cancellation);

    public Task<IReadOnlyList<UserId>> LeavingAsync(UserId? after, int max, CancellationToken cancellation) => inner.LeavingAsync(after, max, cancellation);

    public Task RemoveAsync(UserId owner, CancellationToken cancellation) =>
        plan.CallAsync("forget owner", () => inner.RemoveAsync(owner, cancellation));
}
