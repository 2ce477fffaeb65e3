using Gas.Pipeline.Annotation;
using Gas.Pipeline.Telemetry;

namespace Gas.Pipeline.Jobs;

/// <summary>All that is known of a job. The row is the truth; <see cref="On"/> and <see cref="Next"/> are its only verbs.</summary>
public sealed partial record Job
{
    /// <summary>How far the clocks of two machines may differ before a lease counts as lapsed.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    /// <summary>How long a job with work to do may stand still before its message is sent again; doubled with each sending, up to 64 times.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public required JobId Id { get; init; }
    public required UserId Owner { get; init; }

    /// <summary>The input's name as the user gave it: shown, never used as a path.</summary>
    public required string FileName { get; init; }
    public required StoredFile Input { get; init; }

    /// <summary>Name of the reference bundle.</summary>
    public required string Reference { get; init; }
    public AnnotationOptions Options { get; init; } = new();

    /// <summary>Null where the owner has written nothing.</summary>
    public JobLabels? Labels { get; init; }

    /// <summary>The owner's plan and what it means, as last recorded on this row.</summary>
    public PlanTerms Terms { get; init; } = new(Plan.Free);

    public Plan Plan => Terms.Plan;

    public JobState State { get; init; }

    /// <summary>1 for the first save, one more for each that follows.</summary>
    public long Version { get; init; } = 1;

    public required DateTimeOffset SubmittedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When annotating ended, well or not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When anything but a lease or a nudge last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Times that annotating has been started since the last request for it.</summary>
    public int Attempt { get; init; }

    /// <summary>Tries of the present stage that failed in a row, of a stage that is not annotating. A wait, or a message given back, is none.</summary>
    public int Failures { get; init; }
    public Lease? Lease { get; init; }

    /// <summary>The next stage is not to start before this; null means at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When and how often the sweeper has sent the message again since the last change.</summary>
    public DateTimeOffset? NudgedAt { get; init; }
    public int Nudges { get; init; }

    public JobResult? Result { get; init; }

    /// <summary>The annotation log; stays hot for ever.</summary>
    public StoredFile? Log { get; init; }
    public JobFailure? Failure { get; init; }

    /// <summary>Where the vault keeps the result, as long as it does.</summary>
    public string? ArchiveId { get; init; }
    public Retrieval? Retrieval { get; init; }

    /// <summary>Retrievals that failed or expired since the result was archived; the next one takes a later tier.</summary>
    public int LostRetrievals { get; init; }

    /// <summary>When the hot copy of an archived result goes; null when it is gone.</summary>
    public DateTimeOffset? HotUntil { get; init; }

    /// <summary>When the plan wants a completed result archived, or null for never.</summary>
    public DateTimeOffset? ArchiveAt { get; init; }

    /// <summary>Where the upload stands in its trace (W3C traceparent); null where nobody collected it.</summary>
    public string? Trace { get; init; }

    /// <summary>The timeline, oldest first; at most 64 steps, of which the first is always kept.</summary>
    public IReadOnlyList<JobMoment> History { get; init; } = [];

    /// <summary>A job as it is first saved.</summary>
    public static Job Submitted(JobId id, UserId owner, PlanTerms terms, string fileName, StoredFile input, string reference, AnnotationOptions options, DateTimeOffset now) => new()
    {
        Id = id,
        Owner = owner,
        Terms = terms,
        FileName = fileName,
        Input = input,
        Reference = reference,
        Options = options,
        SubmittedAt = now,
        UpdatedAt = now,
        Trace = PipelineTrace.Current,
        History = [new JobMoment(now, JobState.Queued)],
    };

    /// <summary>The stage that this job needs next, or null when it needs none. A delivery for any other stage is stale and is dropped.</summary>
    public Stage? Next => State switch
    {
        JobState.Queued or JobState.Annotating => Stage.Annotate,
        JobState.Completed => ArchiveAt is null ? null : Stage.Archive,
        JobState.Archiving => Stage.Archive,
        JobState.Archived => Plan == Plan.Premium ? Stage.Thaw : HotUntil is null ? null : Stage.Archive,
        JobState.Thawing => Stage.Thaw,
        JobState.Restoring => Stage.Restore,
        JobState.Deleting => Stage.Delete,
        JobState.Failed or JobState.Cancelled => null,
    };

    /// <summary>When the next stage may be started, or null when nothing is to be done or a worker is at it.</summary>
    public DateTimeOffset? ReadyAt => Next is null || Lease is not null ? null : NotBefore ?? UpdatedAt;

    /// <summary>When the sweeper has to look at the job if nothing else happens; null for never. Stores index it.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            if (Lease is { } lease)
            {
                return lease.Until + ClockTolerance;
            }

            return Earliest(DueFrom(Next is null ? null : NotBefore ?? UpdatedAt), DueFrom(NoticeAt), DueFrom(ExpiresAt));
        }
    }

    /// <summary>Whether the annotated file can be downloaded now.</summary>
    public bool IsResultHot => Result is not null && State is JobState.Completed or JobState.Archiving;

    /// <summary>Length of the annotated VCF, wherever it is kept; 0 when there is none.</summary>
    public long ResultBytes => Result?.Vcf.Length ?? 0;

    /// <summary>How long the present try has waited for a worker; null where none was begun.</summary>
    internal TimeSpan? WaitTime => History is [.., var queued, { State: JobState.Annotating } begun] ? begun.At - queued.At : null;

    /// <summary>How long annotating took, from the start of the last try; null where it has not ended.</summary>
    internal TimeSpan? RunTime => FinishedAt - StartedAt;

    /// <summary>Whether no annotation is still to come.</summary>
    public bool IsFinished => State is not (JobState.Queued or JobState.Annotating);

    /// <summary>When the plan has the whole job deleted; null for never, and while something is under way.</summary>
    public DateTimeOffset? ExpiresAt => State is JobState.Completed or JobState.Failed or JobState.Cancelled or JobState.Archived ? FinishedAt + Terms.KeepFor : null;

    /// <summary>When to look if what may begin then has not moved: each wait by itself, so that none hides another.</summary>
    private DateTimeOffset? DueFrom(DateTimeOffset? begin)
    {
        if (NudgedAt is { } nudged && nudged >= begin)
        {
            return nudged + (Patience * (1 << Math.Min(Nudges, 6)));
        }

        // What could begin with the last change has its message already; what had to wait has none.
        return begin > UpdatedAt ? begin : begin is null ? null : UpdatedAt + Patience;
    }

    private static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> times)
    {
        DateTimeOffset? earliest = null;
        foreach (var time in times)
        {
            if (time is { } known && !(earliest <= known))
            {
                earliest = known;
            }
        }

        return earliest;
    }
}
