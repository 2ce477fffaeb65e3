namespace Gas.Blazor.Account.Audit;

/// <summary>What is written into the audit trail. The names are kept in the database: never renamed, never used again for something else.</summary>
public enum AuditAction
{
    SignedIn,

    /// <summary>Somebody was not let in, or not yet; the detail says why.</summary>
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

    /// <summary>An admin had a job's message sent again.</summary>
    JobRequeued,

    /// <summary>An admin did the same to all jobs that matched a filter; each has a line of its own beside.</summary>
    JobsChanged,

    /// <summary>An admin had a message that was set aside tried again or dropped.</summary>
    DeadLetterSettled,
    MaintenanceChanged,
    BannerChanged,
    StagePaused,
    LogLevelChanged,
    ReferenceChanged,

    /// <summary>The trail itself was taken away as a file.</summary>
    TrailExported,

    /// <summary>An identity of another provider opens the account from now on, or does no more; the detail names the provider.</summary>
    IdentityLinked,
    IdentityUnlinked,

    /// <summary>A link that shows a job to whoever has it was made, followed, revoked; the subject is the job.</summary>
    ShareMade,
    ShareUsed,
    ShareRevoked,

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

    /// <summary>An account has another address; the detail has the one before.</summary>
    EmailChanged,

    /// <summary>An admin looked at a list of what is others': jobs, accounts, dead letters, the trail itself; the detail says which, and by which filter.</summary>
    ListSeen,
}
