namespace Gas.Blazor.Account.Audit;

/// <summary>The actions in words for people.</summary>
internal static class AuditWords
{
    public static string Of(AuditAction action) => action switch
    {
        AuditAction.SignedIn => "Signed in",
        AuditAction.SignInRefused => "Sign-in refused",
        AuditAction.SignedOut => "Signed out",
        AuditAction.Registered => "Registered",
        AuditAction.PasswordChanged => "Changed the password",
        AuditAction.TokenMade => "Made a token",
        AuditAction.TokenRevoked => "Revoked a token",
        AuditAction.Uploaded => "Uploaded",
        AuditAction.Downloaded => "Downloaded",
        AuditAction.JobCancelled => "Cancelled a job",
        AuditAction.JobRetried => "Retried a job",
        AuditAction.JobDeleted => "Deleted a job",
        AuditAction.JobLabelled => "Wrote about a job",
        AuditAction.JobRepeated => "Ran a job again",
        AuditAction.ForeignJobSeen => "Saw somebody's job",
        AuditAction.PlanChanged => "Plan changed",
        AuditAction.AccountChanged => "Changed an account",
        AuditAction.AccountDeleted => "Deleted an account",
        AuditAction.JobRequeued => "Re-queued a job",
        AuditAction.JobsChanged => "Changed many jobs",
        AuditAction.DeadLetterSettled => "Settled a dead letter",
        AuditAction.MaintenanceChanged => "Changed maintenance",
        AuditAction.BannerChanged => "Changed the banner",
        AuditAction.StagePaused => "Paused or resumed a stage",
        AuditAction.LogLevelChanged => "Changed a log level",
        AuditAction.ReferenceChanged => "Changed a reference",
        AuditAction.TrailExported => "Exported the trail",
        AuditAction.IdentityLinked => "Linked an identity",
        AuditAction.IdentityUnlinked => "Unlinked an identity",
        AuditAction.ShareMade => "Shared a result",
        AuditAction.ShareUsed => "Followed a shared link",
        AuditAction.ShareRevoked => "Revoked a shared link",
    };
}
