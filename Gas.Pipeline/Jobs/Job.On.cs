namespace Gas.Pipeline.Jobs;

public sealed partial record Job
{
    private const int HistoryLimit = 64;

    /// <summary>What the job becomes when <paramref name="happened"/>; null when that is not possible from here, which is normal for a repeated or late delivery. Pure.</summary>
    public Job? On(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.DeleteRequested => State == JobState.Deleting ? null : To(JobState.Deleting, now) with { Lease = null },
        JobEvent.PlanChanged change => OnPlan(change, now),
        JobEvent.LeaseRenewed renewal => Holds(renewal.Lease.Token) ? Save() with { Lease = renewal.Lease } : null,
        JobEvent.HandedBack back => Holds(back.Token) ? OnHandedBack(now) : null,
        JobEvent.LeaseLapsed lapse => Lease is { } lease && lease.Until + ClockTolerance <= now ? OnLapsed(lapse, now) : null,
        JobEvent.Nudged => Next is not null && Lease is null ? Save() with { NudgedAt = now, Nudges = Nudges + 1 } : null,
        _ => State switch
        {
            JobState.Queued => OnQueued(happened, now),
            JobState.Annotating => OnAnnotating(happened, now),
            JobState.Completed => OnCompleted(happened, now),
            JobState.Failed or JobState.Cancelled => happened is JobEvent.RetryRequested ? Requeued(now) : null,
            JobState.Archiving => OnArchiving(happened, now),
            JobState.Archived => OnArchived(happened, now),
            JobState.Thawing => OnThawing(happened, now),
            JobState.Restoring => OnRestoring(happened, now),
            JobState.Deleting => happened is JobEvent.Started started ? Claimed(started.Lease) : Deferred(happened, now),
        },
    };

    private Job? OnQueued(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started => To(JobState.Annotating, now) with { Lease = started.Lease, Attempt = Attempt + 1, StartedAt = now },
        JobEvent.Cancelled => To(JobState.Cancelled, now) with { FinishedAt = now },
        JobEvent.WorkFailed { Token: null } failed => FailedWith(failed, now),
        _ => null,
    };

    private Job? OnAnnotating(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Annotated done when Holds(done.Token) => To(JobState.Completed, now) with
        {
            Lease = null,
            Result = done.Result,
            Log = done.Log,
            Failure = null,
            FinishedAt = now,
            ArchiveAt = done.ArchiveAt,
            NotBefore = done.ArchiveAt,
        },
        JobEvent.WorkFailed failed when failed.Token is null || Holds(failed.Token.Value) => FailedWith(failed, now),
        JobEvent.WorkDeferred later when Holds(later.Token) => To(JobState.Queued, now, later.Note) with { Lease = null, NotBefore = later.RetryAt },
        JobEvent.Cancelled => To(JobState.Cancelled, now) with { Lease = null, FinishedAt = now },
        _ => null,
    };

    private Job? OnCompleted(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started when Next == Stage.Archive && ArchiveAt <= now => To(JobState.Archiving, now) with { Lease = started.Lease },
        _ => null,
    };

    private Job? OnArchiving(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started => Claimed(started.Lease),
        JobEvent.Copied copied when Holds(copied.Token) => Save() with { ArchiveId = copied.ArchiveId, UpdatedAt = now },
        JobEvent.Archived archived when Holds(archived.Token) && ArchiveId is not null => To(JobState.Archived, now) with { Lease = null, ArchiveAt = null },
        JobEvent.WorkDeferred later when Holds(later.Token) => To(JobState.Completed, now, later.Note) with { Lease = null, ArchiveAt = later.RetryAt, NotBefore = later.RetryAt },
        JobEvent.WorkFailed failed when failed.Token is null || Holds(failed.Token.Value) => To(JobState.Completed, now, failed.Failure.Reason) with { Lease = null, ArchiveAt = null },
        _ => null,
    };

    private Job? OnArchived(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started when Next == Stage.Thaw => Claimed(started.Lease),
        JobEvent.ThawStarted thaw when Holds(thaw.Token) => To(JobState.Thawing, now, thaw.Retrieval.Tier.ToString()) with { Lease = null, Retrieval = thaw.Retrieval, NotBefore = thaw.Retrieval.ExpectedAt },
        _ => Deferred(happened, now),
    };

    private Job? OnThawing(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started => Claimed(started.Lease),
        JobEvent.Thawed thawed when Retrieval?.Id == thawed.RetrievalId => To(JobState.Restoring, now) with { Lease = null },
        JobEvent.RetrievalLost lost when Retrieval?.Id == lost.RetrievalId => To(JobState.Archived, now, lost.Note) with { Lease = null, Retrieval = null },
        _ => Deferred(happened, now),
    };

    private Job? OnRestoring(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started => Claimed(started.Lease),
        JobEvent.CopiedBack back when Holds(back.Token) && Result is not null => Save() with { Result = Result with { Vcf = back.Vcf }, UpdatedAt = now },
        JobEvent.Restored restored when Holds(restored.Token) => To(JobState.Completed, now, "Restored") with { Lease = null, Retrieval = null, ArchiveId = null, ArchiveAt = restored.ArchiveAt, NotBefore = restored.ArchiveAt },
        JobEvent.RetrievalLost lost when Retrieval?.Id == lost.RetrievalId => To(JobState.Archived, now, lost.Note) with { Lease = null, Retrieval = null },
        _ => Deferred(happened, now),
    };

    /// <summary>A stage that waits and tries again without leaving its state.</summary>
    private Job? Deferred(JobEvent happened, DateTimeOffset now) =>
        happened is JobEvent.WorkDeferred later && Holds(later.Token) ? Save() with { Lease = null, NotBefore = later.RetryAt, UpdatedAt = now } : null;

    /// <summary>The plan is recorded in every state; only a hot result's clock follows from it, and nothing in flight is disturbed.</summary>
    private Job? OnPlan(JobEvent.PlanChanged change, DateTimeOffset now)
    {
        var archiveAt = State == JobState.Completed ? change.ArchiveAt : ArchiveAt;
        return change.Plan == Plan && archiveAt == ArchiveAt
            ? null
            : Save() with { Plan = change.Plan, ArchiveAt = archiveAt, NotBefore = State == JobState.Completed ? archiveAt : NotBefore, UpdatedAt = now };
    }

    private Job OnHandedBack(DateTimeOffset now) => State == JobState.Annotating
        ? To(JobState.Queued, now, "The service was stopped") with { Lease = null, Attempt = Attempt - 1 }
        : Save() with { Lease = null, UpdatedAt = now };

    private Job OnLapsed(JobEvent.LeaseLapsed lapse, DateTimeOffset now)
    {
        if (State != JobState.Annotating)
        {
            return Save() with { Lease = null, UpdatedAt = now };
        }

        return Attempt < lapse.MaxAttempts
            ? To(JobState.Queued, now, "The worker stopped answering") with { Lease = null }
            : FailedWith(new JobEvent.WorkFailed(null, new JobFailure(Fault.Service, $"The worker stopped {Attempt} times while it annotated this file. Try again; if it happens again, tell the operator of this service.")), now);
    }

    private Job FailedWith(JobEvent.WorkFailed failed, DateTimeOffset now) =>
        To(JobState.Failed, now, failed.Failure.Reason) with { Lease = null, Failure = failed.Failure, Log = failed.Log ?? Log, FinishedAt = now };

    private Job Requeued(DateTimeOffset now) =>
        To(JobState.Queued, now, "Tried again") with { Attempt = 0, Failure = null, StartedAt = null, FinishedAt = null };

    private Job? Claimed(Lease lease) => Lease is null ? Save() with { Lease = lease } : null;

    private bool Holds(Guid token) => Lease?.Token == token;

    private Job Save() => this with { Version = Version + 1 };

    private Job To(JobState state, DateTimeOffset now, string? note = null) => this with
    {
        State = state,
        Version = Version + 1,
        UpdatedAt = now,
        NotBefore = null,
        NudgedAt = null,
        Nudges = 0,
        History = Remembered(new JobMoment(now, state, note)),
    };

    private JobMoment[] Remembered(JobMoment moment) => History.Count < HistoryLimit
        ? [.. History, moment]
        : [History[0], .. History.Skip(2), moment];
}
