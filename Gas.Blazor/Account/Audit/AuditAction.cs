namespace Gas.Blazor.Account.Audit;

/// <summary>What is written into the audit trail. The names are kept in the database: never renamed, never used again for something else.</summary>
public enum AuditAction
{
    SignedIn,
    SignInRefused,
    SignedOut,
    Registered,
    PasswordChanged,
    TokenMade,
    TokenRevoked,
    Uploaded,
    Downloaded,
    JobCancelled,
    JobRetried,
    JobDeleted,
    JobLabelled,
    JobRepeated,

    /// <summary>An admin looked at somebody else's job.</summary>
    ForeignJobSeen,
    PlanChanged,

    /// <summary>An admin did something with somebody's account; the detail says what.</summary>
    AccountChanged,
    AccountDeleted,

    /// <summary>The trail itself was taken away as a file.</summary>
    TrailExported,

    /// <summary>An identity of another provider opens the account from now on, or does no more; the detail names the provider.</summary>
    IdentityLinked,
    IdentityUnlinked,

    /// <summary>A link that shows a job to whoever has it was made, followed, revoked; the subject is the job.</summary>
    ShareMade,
    ShareUsed,
    ShareRevoked,
}
