namespace Gas.Pipeline.Jobs;

/// <summary>What can happen to a job. <see cref="Job.On"/> says what follows from it.</summary>
public abstract record JobEvent
{
    private JobEvent() { }

    /// <summary>A worker claims the job for its next stage.</summary>
    public sealed record Started(Lease Lease) : JobEvent;

    /// <summary>The worker is alive and keeps its claim.</summary>
    public sealed record LeaseRenewed(Lease Lease) : JobEvent;

    /// <summary>The worker stops and gives the job back unharmed.</summary>
    public sealed record HandedBack(Guid Token) : JobEvent;

    /// <summary>The lease may have lapsed; true only if the row says so. After the last attempt the job fails.</summary>
    public sealed record LeaseLapsed(int MaxAttempts) : JobEvent;

    /// <param name="ArchiveAt">When the plan wants the result archived, or null for never.</param>
    public sealed record Annotated(Guid Token, JobResult Result, StoredFile Log, DateTimeOffset? ArchiveAt) : JobEvent;

    /// <summary>The work failed for good. <paramref name="Token"/> is null when no worker held the job.</summary>
    public sealed record WorkFailed(Guid? Token, JobFailure Failure, StoredFile? Log = null) : JobEvent;

    /// <summary>The work failed for now and is tried again.</summary>
    public sealed record WorkDeferred(Guid Token, DateTimeOffset RetryAt, string Note) : JobEvent;

    public sealed record Cancelled : JobEvent;

    /// <summary>The user asks for another run of a failed or cancelled job.</summary>
    public sealed record RetryRequested : JobEvent;

    /// <summary>The vault holds the result; the hot copy is still there.</summary>
    public sealed record Copied(Guid Token, string ArchiveId) : JobEvent;

    /// <summary>The hot copy may go: the row no longer points to it.</summary>
    public sealed record Archived(Guid Token) : JobEvent;

    public sealed record ThawStarted(Guid Token, Retrieval Retrieval) : JobEvent;

    /// <summary>The retrieval's output is ready.</summary>
    public sealed record Thawed(string RetrievalId) : JobEvent;

    /// <summary>The retrieval failed, or its output expired before it was copied.</summary>
    public sealed record RetrievalLost(string RetrievalId, string Note) : JobEvent;

    /// <summary>The hot copy is there again; the archive still is.</summary>
    public sealed record CopiedBack(Guid Token, StoredFile Vcf) : JobEvent;

    /// <summary>The restore is complete; the archive id leaves the row in the same write.</summary>
    /// <param name="ArchiveAt">When the plan wants the restored result archived again, or null for never.</param>
    public sealed record Restored(Guid Token, DateTimeOffset? ArchiveAt) : JobEvent;

    /// <param name="ArchiveAt">When the new plan wants a hot result archived, or null for never.</param>
    public sealed record PlanChanged(Plan Plan, DateTimeOffset? ArchiveAt) : JobEvent;

    public sealed record DeleteRequested : JobEvent;

    /// <summary>The sweeper sends the job's message again and will wait longer next time.</summary>
    public sealed record Nudged : JobEvent;
}
