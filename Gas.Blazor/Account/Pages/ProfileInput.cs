using System.ComponentModel.DataAnnotations;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the profile's form sends.</summary>
public sealed class ProfileInput
{
    [StringLength(GasUser.LongestName, ErrorMessage = "Your name can be 100 characters long at most.")]
    public string? DisplayName { get; set; }

    [StringLength(GasUser.LongestInstitution, ErrorMessage = "The institution's name can be 200 characters long at most.")]
    public string? Institution { get; set; }

    public bool MailCompleted { get; set; }

    public bool MailFailed { get; set; }

    public bool MailArchivedSoon { get; set; }

    public bool MailRestored { get; set; }

    internal JobNotice MailNotices =>
        (MailCompleted ? JobNotice.Completed : JobNotice.None)
        | (MailFailed ? JobNotice.Failed : JobNotice.None)
        | (MailArchivedSoon ? JobNotice.ArchivedSoon : JobNotice.None)
        | (MailRestored ? JobNotice.Restored : JobNotice.None);

    internal static ProfileInput Of(GasUser? user) => new()
    {
        DisplayName = user?.DisplayName,
        Institution = user?.Institution,
        MailCompleted = user?.MailNotices.HasFlag(JobNotice.Completed) ?? false,
        MailFailed = user?.MailNotices.HasFlag(JobNotice.Failed) ?? false,
        MailArchivedSoon = user?.MailNotices.HasFlag(JobNotice.ArchivedSoon) ?? false,
        MailRestored = user?.MailNotices.HasFlag(JobNotice.Restored) ?? false,
    };
}
