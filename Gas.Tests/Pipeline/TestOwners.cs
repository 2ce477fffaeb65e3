using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline;

/// <summary>Accounts in memory: everybody is there and free until the test says otherwise.</summary>
internal sealed class TestOwners : IOwners
{
    private readonly ConcurrentDictionary<UserId, (OwnerPlan Plan, long Applied)> _owners = new();

    private readonly ConcurrentDictionary<UserId, bool> _leaving = new();

    public void Leave(UserId owner) => _leaving[owner] = true;

    public bool IsGone(UserId owner) => _leaving.TryGetValue(owner, out var isThere) && !isThere;

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

    public Task<bool> ExistsAsync(UserId owner, CancellationToken cancellation) => Task.FromResult(!IsGone(owner));

    public Task<IReadOnlyList<UserId>> LeavingAsync(UserId? after, int max, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<UserId>>(
        [.. _leaving.Where(owner => owner.Value && string.CompareOrdinal(owner.Key.Value, after?.Value) > 0).Select(owner => owner.Key).OrderBy(owner => owner.Value, StringComparer.Ordinal).Take(max)]);

    public Task RemoveAsync(UserId owner, CancellationToken cancellation)
    {
        _leaving.TryUpdate(owner, false, true);
        return Task.CompletedTask;
    }
}
