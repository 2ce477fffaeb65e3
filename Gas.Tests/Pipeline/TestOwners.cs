using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline;

/// <summary>Accounts in memory: everybody is free until the test says otherwise.</summary>
internal sealed class TestOwners : IOwners
{
    private readonly ConcurrentDictionary<UserId, (OwnerPlan Plan, long Applied)> _owners = new();

    public void Change(UserId owner, Plan plan) =>
        _owners.AddOrUpdate(owner, _ => (new OwnerPlan(plan, 1), 0), (_, known) => (new OwnerPlan(plan, known.Plan.Version + 1), known.Applied));

    public Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation) => Task.FromResult(_owners.GetValueOrDefault(owner).Plan);

    public Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<PlanChange>>(
        [.. _owners.Where(owner => owner.Value.Applied < owner.Value.Plan.Version).Take(max).Select(owner => new PlanChange(owner.Key, owner.Value.Plan))]);

    public Task SettleAsync(PlanChange change, CancellationToken cancellation)
    {
        _owners.AddOrUpdate(change.Owner, _ => default, (_, known) => (known.Plan, Math.Max(known.Applied, change.Plan.Version)));
        return Task.CompletedTask;
    }
}
