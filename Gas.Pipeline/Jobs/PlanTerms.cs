namespace Gas.Pipeline.Jobs;

/// <summary>What the owner's plan means for a job's result, as last recorded on the job.</summary>
/// <param name="Version">Grows with each change of the owner's plan: of two terms the higher holds, in whatever order they arrive.</param>
/// <param name="ArchiveAfter">Time from completion or restore to archiving; null for never.</param>
/// <param name="ArchiveFrom">Results shorter than this many bytes are never archived.</param>
/// <param name="KeepFor">Time from the end of annotating to deleting the whole job; null for never.</param>
public sealed record PlanTerms(Plan Plan, long Version = 0, TimeSpan? ArchiveAfter = null, long ArchiveFrom = 0, TimeSpan? KeepFor = null)
{
    /// <summary>When a result that is hot from <paramref name="now"/> on is to be archived, or null for never.</summary>
    public DateTimeOffset? ArchiveTime(JobResult? result, DateTimeOffset now) =>
        ArchiveAfter is { } after && result is not null && result.Vcf.Length >= ArchiveFrom ? now + after : null;
}
