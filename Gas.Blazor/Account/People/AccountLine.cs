using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Account.People;

/// <summary>What an admin sees of an account.</summary>
/// <param name="LockedUntil">Too many wrong passwords: until then nothing opens it. May have passed.</param>
public sealed record AccountLine(
    UserId Id,
    string Email,
    string Name,
    string Institution,
    Plan Plan,
    DateTimeOffset? PlanEndsAt,
    bool IsAdmin,
    bool IsDisabled,
    bool HasSecondFactor,
    DateTimeOffset? LockedUntil,
    DateTimeOffset? DeletionRequestedAt,
    DateTimeOffset CreatedAt)
{
    /// <summary>Bytes of results that the account may hold; null for no limit.</summary>
    public long? Quota { get; init; }

    /// <summary>All jobs that there are, also those being deleted, and how long their results are.</summary>
    public JobTally Jobs { get; init; }
}
