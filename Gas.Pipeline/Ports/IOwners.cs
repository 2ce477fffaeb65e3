using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>What the pipeline asks about the people whose jobs it handles. The accounts answer; they are the truth about plans and about who leaves.</summary>
public interface IOwners
{
    /// <summary>The owner's plan as it is now; free for somebody unknown.</summary>
    Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation);

    /// <summary>Changes of plan that are due and have not been settled.</summary>
    Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation);

    /// <summary>All of the owner's jobs know of this change. A later one stays.</summary>
    Task SettleAsync(PlanChange change, CancellationToken cancellation);

    /// <summary>Whether there is such an owner, be it one who is leaving.</summary>
    Task<bool> ExistsAsync(UserId owner, CancellationToken cancellation);

    /// <summary>Owners who are to be deleted with all their jobs, in the order of their ids, from behind <paramref name="after"/> or (null) from the first.</summary>
    Task<IReadOnlyList<UserId>> LeavingAsync(UserId? after, int max, CancellationToken cancellation);

    /// <summary>Forgets an owner who is leaving and has no job any more; quiet when there is none such. Whatever it throws is tried again.</summary>
    Task RemoveAsync(UserId owner, CancellationToken cancellation);
}

/// <param name="Version">Grows with each change.</param>
public readonly record struct OwnerPlan(Plan Plan, long Version);

public sealed record PlanChange(UserId Owner, OwnerPlan Plan);
