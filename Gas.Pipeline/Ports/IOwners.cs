using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>What the pipeline asks about the people whose jobs it handles. The accounts answer; they are the truth about plans.</summary>
public interface IOwners
{
    /// <summary>The owner's plan as it is now; free for somebody unknown.</summary>
    Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation);

    /// <summary>Changes of plan that are due and have not been settled.</summary>
    Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation);

    /// <summary>All of the owner's jobs know of this change. A later one stays.</summary>
    Task SettleAsync(PlanChange change, CancellationToken cancellation);
}

/// <param name="Version">Grows with each change.</param>
public readonly record struct OwnerPlan(Plan Plan, long Version);

public sealed record PlanChange(UserId Owner, OwnerPlan Plan);
