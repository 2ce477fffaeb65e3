namespace Gas.Blazor.Account.Audit;

/// <summary>One line of the audit trail: who did what to which object, when, from where. Written once, never changed; removed only by age.</summary>
public sealed class AuditEntry
{
    public const int LongestText = 256;

    /// <summary>Grows with each entry.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>The account's id; null for a visitor, and for the service itself.</summary>
    public string? ActorId { get; init; }

    /// <summary>The actor's e-mail address at that time, so that the line can be read when the account is gone. Of a refused sign-in the account that it was tried on; the actor's id is null then.</summary>
    public required string Actor { get; init; }

    /// <summary>Id of the job, account or token; empty where there is none.</summary>
    public required string Subject { get; init; }

    /// <summary>More, for people; never a password, token or address that opens something.</summary>
    public required string Detail { get; init; }

    /// <summary>The network address that the call came from; empty for the service itself.</summary>
    public required string Address { get; init; }
}
