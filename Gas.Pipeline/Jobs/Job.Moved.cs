namespace Gas.Pipeline.Jobs;

public sealed partial record Job
{
    /// <summary>The files that the row points to, the annotated VCF last: it alone may be archived.</summary>
    public IEnumerable<StoredFile> Files => new[] { Input, Log, Result?.Index, Result?.Summary, Result?.Variants, Result?.Vcf }.OfType<StoredFile>();

    /// <summary>
    /// The job as it begins at another provider: nobody works at it there. What was under way begins again from the state before, which is what happens to a
    /// worker's job when the worker dies.
    /// </summary>
    /// <param name="isHot">The result, if there is one, came along; else its archive is where it was, in a vault that both have.</param>
    public Job Moved(bool isHot, DateTimeOffset now)
    {
        const string Note = "Moved from another store";
        var rested = this with { Lease = null, NudgedAt = null, Nudges = 0, Failures = 0 };
        return State switch
        {
            JobState.Queued or JobState.Failed or JobState.Cancelled or JobState.Deleting => rested,
            JobState.Annotating => rested.To(JobState.Queued, now, Note) with { Attempt = Math.Max(0, Attempt - 1) },
            JobState.Completed when isHot => rested with { ArchiveId = null },
            _ when isHot => rested.Available(Result!, now, JobNotice.None, Note) with { ArchiveId = null, Retrieval = null, LostRetrievals = 0 },
            JobState.Archived => rested with { HotUntil = null, NotBefore = null },
            _ => rested.To(JobState.Archived, now, Note) with { ArchiveAt = null, HotUntil = null, Retrieval = null },
        };
    }

    /// <summary>A job that is new here, but was completed elsewhere: its owner has been told there.</summary>
    /// <param name="archiveId">Where the vault keeps the result; null for a hot one.</param>
    public Job TakenOver(JobResult result, StoredFile? log, string? archiveId, DateTimeOffset? completed, DateTimeOffset now, string note)
    {
        var done = this with { Log = log, Attempt = 1, StartedAt = SubmittedAt, FinishedAt = completed ?? SubmittedAt };
        return archiveId is null
            ? done.Available(result, now, JobNotice.None, note)
            : done.To(JobState.Archived, now, note) with { Result = result, ArchiveId = archiveId };
    }
}
