using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws;

/// <summary>
/// A completed job as the original service announced it, in its words; times in seconds since 1970. The owner's address and the page's are left out:
/// the pipeline knows neither, and mail is sent by the product itself.
/// </summary>
internal sealed record ResultNotice(string JobId, string UserId, string InputFileName, long CompleteTime, string S3ResultsBucket, string KeyResult, string? S3KeyLogFile, string JobStatus)
{
    /// <summary>Null when this change of a job is not its completion.</summary>
    public static ResultNotice? Of(JobChange change, string bucket) =>
        change is { Removed: false, Progress: null, Job: { State: JobState.Completed, Result: { } result, FinishedAt: { } finishedAt, NudgedAt: null } job }
        && job.UpdatedAt == finishedAt && job.Notices.HasFlag(JobNotice.Completed)
            ? new ResultNotice(job.Id.ToString(), job.Owner.Value, job.FileName, finishedAt.ToUnixTimeSeconds(), bucket, result.Vcf.Key, job.Log?.Key, "COMPLETED")
            : null;
}
