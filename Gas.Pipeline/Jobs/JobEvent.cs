namespace Gas.Pipeline.Jobs;

/// <summary>What can happen to a job. <see cref="Job.On"/> says what follows from it.</summary>
public abstract record JobEvent
{
    private JobEvent() { }

    /// <summary>A worker claims the job for its next stage.</summary>
    /// <param name="Stage">The stage that it works on; a job that has moved on to another meanwhile is not claimed. Null means whichever is next.</param>
    public sealed record Started(Lease Lease, Stage? Stage = null) : JobEvent;

    /// <summary>The worker is alive and keeps its claim.</summary>
    public sealed record LeaseRenewed(Lease Lease) : JobEvent;

    /// <summary>The worker gives the job back unharmed: it stops, or what it needs is away, so that the next try waits.</summary>
    public sealed record HandedBack(Guid Token, DateTimeOffset? RetryAt = null) : JobEvent;

    /// <summary>The lease may have lapsed; true only if the row says so. After the last attempt the job fails.</summary>
    public sealed record LeaseLapsed(int MaxAttempts) : JobEvent;

    /// <param name="Terms">The owner's plan, read while the row was there: whoever passes on a later change meets the row. Null leaves what is recorded.</param>
    public sealed record Annotated(Guid Token, JobResult Result, StoredFile Log, PlanTerms? Terms = null) : JobEvent;

    /// <summary>The work failed for good. <paramref name="Token"/> is null when no worker held the job.</summary>
    public sealed record WorkFailed(Guid? Token, JobFailure Failure, StoredFile? Log = null) : JobEvent;

    /// <summary>The work failed for now and is tried again.</summary>
    public sealed record TryFailed(Guid Token, DateTimeOffset RetryAt, string Note) : JobEvent;

    /// <summary>The work has to wait, for the vault or after it was given up for now. Nothing has failed, or it is forgotten.</summary>
    public sealed record WorkDeferred(Guid Token, DateTimeOffset RetryAt, string Note) : JobEvent;

    public sealed record Cancelled : JobEvent;

    /// <summary>The user asks for another run of a failed or cancelled job.</summary>
    public sealed record RetryRequested : JobEvent;

    /// <summary>The vault holds the result; the hot copy is still there.</summary>
    public sealed record Copied(Guid Token, string ArchiveId) : JobEvent;

    /// <summary>The result is archived; the hot copy stays until <paramref name="HotUntil"/> for downloads that have begun.</summary>
    public sealed record Archived(Guid Token, DateTimeOffset HotUntil) : JobEvent;

    /// <summary>The hot copy of an archived result is gone.</summary>
    public sealed record HotCopyRemoved(Guid Token) : JobEvent;

    /// <summary>The plan, read afresh, keeps the result available. A copy in the vault is no longer pointed to.</summary>
    public sealed record ArchiveCalledOff(Guid Token, PlanTerms Terms) : JobEvent;

    /// <summary>The result was archived, but its hot copy was still there and has been copied. The copy in the vault is no longer pointed to.</summary>
    public sealed record TurnedBack(Guid Token, StoredFile Vcf) : JobEvent;

    public sealed record ThawStarted(Guid Token, Retrieval Retrieval) : JobEvent;

    /// <summary>The retrieval's output is ready.</summary>
    public sealed record Thawed(string RetrievalId) : JobEvent;

    /// <summary>The retrieval failed, or its output expired before it was copied.</summary>
    public sealed record RetrievalLost(Guid Token, string RetrievalId, string Note) : JobEvent;

    /// <summary>The hot copy is there again; the archive still is.</summary>
    public sealed record CopiedBack(Guid Token, StoredFile Vcf) : JobEvent;

    /// <summary>The restore is complete; the archive id leaves the row in the same write.</summary>
    public sealed record Restored(Guid Token) : JobEvent;

    public sealed record PlanChanged(PlanTerms Terms) : JobEvent;

    /// <summary>The owner has been given these notices, or they were given up.</summary>
    public sealed record Told(JobNotice Notices) : JobEvent;

    /// <summary>The owner has written about the job.</summary>
    public sealed record Labelled(JobLabels Labels) : JobEvent;

    public sealed record DeleteRequested : JobEvent;

    /// <summary>The sweeper sends the job's message again and will wait longer next time.</summary>
    public sealed record Nudged : JobEvent;
}
