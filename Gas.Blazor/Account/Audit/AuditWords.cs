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
        AuditAction.ForeignJobSeen => "Saw somebody's job",
        AuditAction.PlanChanged => "Plan changed",
        AuditAction.AccountChanged => "Changed an account",
        AuditAction.AccountDeleted => "Deleted an account",
        AuditAction.TrailExported => "Exported the trail",
        AuditAction.IdentityLinked => "Linked an identity",
        AuditAction.IdentityUnlinked => "Unlinked an identity",
        AuditAction.SecondFactorOn => "Turned the second factor on",
        AuditAction.SecondFactorOff => "Turned the second factor off",
        AuditAction.RecoveryCodesMade => "Made recovery codes",
        AuditAction.PasskeyAdded => "Added a passkey",
        AuditAction.PasskeyRemoved => "Removed a passkey",
        AuditAction.SessionEnded => "Signed out a session",
        AuditAction.EmailConfirmed => "Confirmed the address",
        AuditAction.ResetRequested => "Asked for a new password",
        AuditAction.InvitationMade => "Invited somebody",
        AuditAction.InvitationRevoked => "Revoked an invitation",
        AuditAction.DataExported => "Exported their data",
    };
}
