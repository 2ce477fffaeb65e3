namespace Gas.Pipeline.Jobs;

public sealed partial record Job
{
    private const int HistoryLimit = 64;

    /// <summary>Wait after archiving was given up; the result stays available meanwhile.</summary>
    private static readonly TimeSpan ArchiveRest = TimeSpan.FromHours(1);

    /// <summary>Wait between a lost retrieval and the next; doubled each time, up to nearly a day: an archive that is spoilt for good is not paid for again and again.</summary>
    private static readonly TimeSpan RetrievalPause = TimeSpan.FromSeconds(10);

    private const int MostDoublings = 13;

    /// <summary>What the job becomes when <paramref name="happened"/>; null when that is not possible from here, which is normal for a repeated or late delivery. Pure.</summary>
    public Job? On(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started { Stage: { } stage } when stage != Next => null,
        JobEvent.DeleteRequested => State == JobState.Deleting ? null : To(JobState.Deleting, now) with { Lease = null },
        JobEvent.PlanChanged change => OnPlan(change, now),
        // No wait of the job is measured from this.
        JobEvent.Labelled { Labels: var labels } => State == JobState.Deleting || labels == (Labels ?? JobLabels.None) ? null : Save() with { Labels = labels == JobLabels.None ? null : labels },
        JobEvent.LeaseRenewed renewal => Holds(renewal.Lease.Token) ? Save() with { Lease = renewal.Lease } : null,
        JobEvent.HandedBack back => Holds(back.Token) ? OnHandedBack(back, now) : null,
        JobEvent.LeaseLapsed lapse => Lease is { } lease && lease.Until + ClockTolerance <= now ? OnLapsed(lapse, now) : null,
        JobEvent.Nudged => (Next is not null || NoticeAt is not null) && Lease is null ? Save() with { NudgedAt = now, Nudges = Nudges + 1 } : null,
        JobEvent.Told told => (Notices & told.Notices) != 0 ? Save() with { Notices = Notices & ~told.Notices, NudgedAt = null, Nudges = 0 } : null,
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
        JobEvent.Annotated done when Holds(done.Token) => WithLatest(done.Terms).Available(done.Result, now, JobNotice.Completed) with { Log = done.Log, Failure = null, FinishedAt = now },
        JobEvent.WorkFailed failed when failed.Token is null || Holds(failed.Token.Value) => FailedWith(failed, now),
        JobEvent.TryFailed failed when Holds(failed.Token) => To(JobState.Queued, now, failed.Note) with { Lease = null, NotBefore = failed.RetryAt },
        JobEvent.Cancelled => To(JobState.Cancelled, now) with { Lease = null, FinishedAt = now },
        _ => null,
    };

    private Job? OnCompleted(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started when Next == Stage.Archive && ArchiveAt <= now => To(JobState.Archiving, now) with { Lease = started.Lease, Failures = Failures },
        _ => null,
    };

    private Job? OnArchiving(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started => Claimed(started.Lease),
        JobEvent.Copied copied when Holds(copied.Token) => Save() with { ArchiveId = copied.ArchiveId, UpdatedAt = now },
        JobEvent.Archived archived when Holds(archived.Token) && ArchiveId is not null => To(JobState.Archived, now) with
        {
            Lease = null,
            ArchiveAt = null,
            LostRetrievals = 0,
            HotUntil = archived.HotUntil,
            NotBefore = Plan == Plan.Premium ? null : archived.HotUntil,
        },
        JobEvent.ArchiveCalledOff off when Holds(off.Token) => WithLatest(off.Terms).Available(Result!, now, JobNotice.None, "The plan keeps it available") with { ArchiveId = null },
        JobEvent.TryFailed failed when Holds(failed.Token) => To(JobState.Completed, now, failed.Note) with { Lease = null, ArchiveAt = failed.RetryAt, NotBefore = failed.RetryAt, Failures = Failures + 1 },
        JobEvent.WorkFailed failed when failed.Token is null || Holds(failed.Token.Value) => To(JobState.Completed, now, failed.Failure.Reason) with { Lease = null, ArchiveId = null, ArchiveAt = now + ArchiveRest, NotBefore = now + ArchiveRest },
        _ => null,
    };

    private Job? OnArchived(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started when Next is not null => Claimed(started.Lease),
        JobEvent.HotCopyRemoved removed when Holds(removed.Token) => Save() with { Lease = null, HotUntil = null, NotBefore = null, UpdatedAt = now, Failures = 0 },
        JobEvent.TurnedBack back when Holds(back.Token) && HotUntil is not null => Available(Result! with { Vcf = back.Vcf }, now, JobNotice.None, "The hot copy was still there") with { ArchiveId = null },
        JobEvent.ThawStarted thaw when Holds(thaw.Token) => To(JobState.Thawing, now, thaw.Retrieval.Tier.ToString()) with { Lease = null, Retrieval = thaw.Retrieval, HotUntil = null, NotBefore = thaw.Retrieval.ExpectedAt },
        _ => Deferred(happened, now),
    };

    private Job? OnThawing(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started => Claimed(started.Lease),
        JobEvent.Thawed thawed when Retrieval?.Id == thawed.RetrievalId => To(JobState.Restoring, now) with { Lease = null },
        JobEvent.RetrievalLost lost when Holds(lost.Token) && Retrieval?.Id == lost.RetrievalId => Refrozen(lost, now),
        _ => Deferred(happened, now),
    };

    private Job? OnRestoring(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.Started started => Claimed(started.Lease),
        JobEvent.CopiedBack back when Holds(back.Token) && Result is not null => Save() with { Result = Result with { Vcf = back.Vcf }, UpdatedAt = now },
        JobEvent.Restored restored when Holds(restored.Token) => Available(Result!, now, JobNotice.Restored, "Restored") with { Retrieval = null, ArchiveId = null, LostRetrievals = 0 },
        JobEvent.RetrievalLost lost when Holds(lost.Token) && Retrieval?.Id == lost.RetrievalId => Refrozen(lost, now),
        _ => Deferred(happened, now),
    };

    /// <summary>A stage that waits and tries again without leaving its state.</summary>
    private Job? Deferred(JobEvent happened, DateTimeOffset now) => happened switch
    {
        JobEvent.TryFailed failed when Holds(failed.Token) => Save() with { Lease = null, NotBefore = failed.RetryAt, UpdatedAt = now, Failures = Failures + 1 },
        JobEvent.WorkDeferred later when Holds(later.Token) => Save() with { Lease = null, NotBefore = later.RetryAt, UpdatedAt = now, Failures = 0 },
        _ => null,
    };

    /// <summary>The plan is recorded in every state; only a hot result's clock follows from it, and nothing in flight is disturbed.</summary>
    private Job? OnPlan(JobEvent.PlanChanged change, DateTimeOffset now)
    {
        if (change.Terms == Terms || change.Terms.Version < Terms.Version)
        {
            return null;
        }

        var changed = Save() with { Terms = change.Terms, UpdatedAt = now };
        if (State == JobState.Completed)
        {
            var archiveAt = change.Terms.ArchiveTime(Result, now);
            return changed with
            {
                ArchiveAt = archiveAt,
                NotBefore = archiveAt,
                ArchiveId = archiveAt is null ? null : ArchiveId,
                Notices = Warned(Notices, archiveAt, now),
                NudgedAt = null,
                Nudges = 0,
            };
        }

        return State == JobState.Archived && Lease is null
            ? changed with { NotBefore = change.Terms.Plan == Plan.Premium ? null : HotUntil, NudgedAt = null, Nudges = 0, Failures = 0 }
            : changed;
    }

    /// <summary>Of two terms the later holds.</summary>
    private Job WithLatest(PlanTerms? terms) => terms is not null && terms.Version >= Terms.Version ? this with { Terms = terms } : this;

    /// <summary>The result is hot from now on, and the plan's clock begins.</summary>
    private Job Available(JobResult result, DateTimeOffset now, JobNotice notice, string? note = null)
    {
        var archiveAt = Terms.ArchiveTime(result, now);
        return To(JobState.Completed, now, note) with
        {
            Lease = null,
            Result = result,
            HotUntil = null,
            ArchiveAt = archiveAt,
            NotBefore = archiveAt,
            Notices = Warned(Notices | notice, archiveAt, now),
        };
    }

    /// <summary>Back to the archive, from which the next retrieval begins after a pause: a vault that fails at once is not asked without end.</summary>
    private Job Refrozen(JobEvent.RetrievalLost lost, DateTimeOffset now) =>
        To(JobState.Archived, now, lost.Note) with { Lease = null, Retrieval = null, LostRetrievals = LostRetrievals + 1, NotBefore = now + (RetrievalPause * (1 << Math.Min(LostRetrievals, MostDoublings))) };

    private Job OnHandedBack(JobEvent.HandedBack back, DateTimeOffset now) => State == JobState.Annotating
        ? To(JobState.Queued, now, back.RetryAt is null ? "The service was stopped" : "The storage did not answer") with { Lease = null, Attempt = Attempt - 1, NotBefore = back.RetryAt }
        : Save() with { Lease = null, UpdatedAt = now, NotBefore = back.RetryAt ?? NotBefore };

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
        To(JobState.Failed, now, failed.Failure.Reason) with { Lease = null, Failure = failed.Failure, Log = failed.Log ?? Log, FinishedAt = now, Notices = JobNotice.Failed };

    private Job Requeued(DateTimeOffset now) =>
        To(JobState.Queued, now, "Tried again") with { Attempt = 0, Failure = null, StartedAt = null, FinishedAt = null, Notices = JobNotice.None };

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
        Failures = 0,
        History = Remembered(new JobMoment(now, state, note)),
    };

    private JobMoment[] Remembered(JobMoment moment) => History.Count < HistoryLimit
        ? [.. History, moment]
        : [History[0], .. History.Skip(2), moment];
}
