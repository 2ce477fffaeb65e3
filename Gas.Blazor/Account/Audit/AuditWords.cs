using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.Audit;

/// <summary>The actions in words for people.</summary>
internal static class AuditWords
{
    public static string Of(AuditAction action) => action switch
    {
        AuditAction.SignedIn => L["Signed in"],
        AuditAction.SignInRefused => L["Sign-in refused"],
        AuditAction.SignedOut => L["Signed out"],
        AuditAction.Registered => L["Registered"],
        AuditAction.PasswordChanged => L["Changed the password"],
        AuditAction.TokenMade => L["Made a token"],
        AuditAction.TokenRevoked => L["Revoked a token"],
        AuditAction.Uploaded => L["Uploaded"],
        AuditAction.Downloaded => L["Downloaded"],
        AuditAction.JobCancelled => L["Cancelled a job"],
        AuditAction.JobRetried => L["Retried a job"],
        AuditAction.JobDeleted => L["Deleted a job"],
        AuditAction.JobLabelled => L["Wrote about a job"],
        AuditAction.JobRepeated => L["Ran a job again"],
        AuditAction.ForeignJobSeen => L["Saw somebody's job"],
        AuditAction.PlanChanged => L["Plan changed"],
        AuditAction.AccountChanged => L["Changed an account"],
        AuditAction.AccountDeleted => L["Deleted an account"],
        AuditAction.JobRequeued => L["Re-queued a job"],
        AuditAction.JobsChanged => L["Changed many jobs"],
        AuditAction.DeadLetterSettled => L["Settled a dead letter"],
        AuditAction.MaintenanceChanged => L["Changed maintenance"],
        AuditAction.BannerChanged => L["Changed the banner"],
        AuditAction.StagePaused => L["Paused or resumed a stage"],
        AuditAction.LogLevelChanged => L["Changed a log level"],
        AuditAction.ReferenceChanged => L["Changed a reference"],
        AuditAction.TrailExported => L["Exported the trail"],
        AuditAction.IdentityLinked => L["Linked an identity"],
        AuditAction.IdentityUnlinked => L["Unlinked an identity"],
        AuditAction.ShareMade => L["Shared a result"],
        AuditAction.ShareUsed => L["Followed a shared link"],
        AuditAction.ShareRevoked => L["Revoked a shared link"],
        AuditAction.SecondFactorOn => L["Turned the second factor on"],
        AuditAction.SecondFactorOff => L["Turned the second factor off"],
        AuditAction.RecoveryCodesMade => L["Made recovery codes"],
        AuditAction.PasskeyAdded => L["Added a passkey"],
        AuditAction.PasskeyRemoved => L["Removed a passkey"],
        AuditAction.SessionEnded => L["Signed out a session"],
        AuditAction.EmailConfirmed => L["Confirmed the address"],
        AuditAction.EmailChanged => L["Changed the address"],
        AuditAction.ResetRequested => L["Asked for a new password"],
        AuditAction.InvitationMade => L["Invited somebody"],
        AuditAction.InvitationRevoked => L["Revoked an invitation"],
        AuditAction.DataExported => L["Exported their data"],
        AuditAction.ListSeen => L["Saw a list"],
    };
}
