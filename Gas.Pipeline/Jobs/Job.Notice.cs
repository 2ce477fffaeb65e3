namespace Gas.Pipeline.Jobs;

public sealed partial record Job
{
    /// <summary>How long before archiving the owner is told. A shorter wait is told with the completion itself.</summary>
    public static readonly TimeSpan ArchiveWarning = TimeSpan.FromDays(1);

    /// <summary>Notices that the owner has not been given yet.</summary>
    public JobNotice Notices { get; init; }

    /// <summary>The notice to be given next, or <see cref="JobNotice.None"/>.</summary>
    public JobNotice NextNotice => State == JobState.Deleting ? JobNotice.None : Notices switch
    {
        var due when due.HasFlag(JobNotice.Failed) => JobNotice.Failed,
        var due when due.HasFlag(JobNotice.Completed) => JobNotice.Completed,
        var due when due.HasFlag(JobNotice.Restored) => JobNotice.Restored,
        var due when due.HasFlag(JobNotice.ArchivedSoon) && ArchiveAt is not null => JobNotice.ArchivedSoon,
        _ => JobNotice.None,
    };

    /// <summary>When <see cref="NextNotice"/> is to be given; null when there is none.</summary>
    public DateTimeOffset? NoticeAt => NextNotice switch
    {
        JobNotice.None => null,
        JobNotice.ArchivedSoon => ArchiveAt - ArchiveWarning,
        _ => UpdatedAt,
    };

    private static JobNotice Warned(JobNotice notices, DateTimeOffset? archiveAt, DateTimeOffset now) =>
        archiveAt - now > ArchiveWarning ? notices | JobNotice.ArchivedSoon : notices & ~JobNotice.ArchivedSoon;
}
