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

    /// <summary>The account asks for a code beside what opens it from now on, or does no more.</summary>
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodesMade,
    PasskeyAdded,
    PasskeyRemoved,

    /// <summary>Somebody signed out another browser of theirs.</summary>
    SessionEnded,
    EmailConfirmed,

    /// <summary>A link to a new password was asked for by mail.</summary>
    ResetRequested,
    InvitationMade,
    InvitationRevoked,

    /// <summary>Somebody took all of their own data away as a file.</summary>
    DataExported,
}
