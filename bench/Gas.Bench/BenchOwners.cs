using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Bench;

/// <summary>The accounts of a service with one user, whose plan is switched as the accounts switch it.</summary>
internal sealed class BenchOwners : IOwners
{
    public static readonly UserId User = new("bench");

    private OwnerPlan _plan = new(Plan.Premium, 1);
    private PlanChange? _change;

    public void Switch(Plan plan)
    {
        _plan = new OwnerPlan(plan, _plan.Version + 1);
        _change = new PlanChange(User, _plan);
    }

    public Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation) => Task.FromResult(_plan);

    public Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PlanChange>>(_change is null ? [] : [_change]);

    public Task SettleAsync(PlanChange change, CancellationToken cancellation)
    {
        Interlocked.CompareExchange(ref _change, null, change);
        return Task.CompletedTask;
    }

    public Task<bool> ExistsAsync(UserId owner, CancellationToken cancellation) => Task.FromResult(true);

    public Task<IReadOnlyList<UserId>> LeavingAsync(UserId? after, int max, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<UserId>>([]);

    public Task RemoveAsync(UserId owner, CancellationToken cancellation) => Task.CompletedTask;
}
