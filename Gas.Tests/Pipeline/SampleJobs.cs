using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Pipeline;

/// <summary>Jobs and their pieces as the tests of the domain need them.</summary>
internal static class SampleJobs
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly UserId Ann = new("ann");

    /// <summary>Archives at once, as seen by a clock that stands.</summary>
    public static readonly PlanTerms Free = new(Plan.Free, 0, TimeSpan.Zero);
    public static readonly PlanTerms Premium = new(Plan.Premium, 1);

    public static StoredFile File(string key = "inputs/x/input") => new(key, 1234, new string('a', 64));

    public static JobResult Result(string run = "run") => new(File($"results/x/{run}/annotated.vcf.gz"), File($"results/x/{run}/annotated.vcf.gz.tbi"), File($"results/x/{run}/summary.json"), 10, 0);

    public static Lease Lease(DateTimeOffset? until = null) => new(Guid.NewGuid(), "tests/1", until ?? Start.AddMinutes(1));

    public static Job Queued(Plan plan = Plan.Free, DateTimeOffset? at = null) =>
        Job.Submitted(JobId.New(at ?? Start), Ann, plan == Plan.Premium ? Premium : Free, "sample.vcf", File(), "NC_045512.2", new AnnotationOptions(), at ?? Start);

    /// <summary>The job after these events, each of which must be possible.</summary>
    public static Job After(this Job job, params JobEvent[] events)
    {
        foreach (var happened in events)
        {
            job = job.On(happened, Start) ?? throw new InvalidOperationException($"{happened} cannot happen to a job that is {job.State}.");
        }

        return job;
    }

    /// <summary>A job in each state, with the lease under which a worker holds it (or would).</summary>
    public static Job In(JobState state, Lease lease, Plan plan = Plan.Free)
    {
        var job = In(state, lease);
        return plan == Plan.Premium && job.Plan == Plan.Free ? job.After(new JobEvent.PlanChanged(Premium)) : job;
    }

    private static Job In(JobState state, Lease lease) => state switch
    {
        JobState.Queued => Queued(),
        JobState.Annotating => Queued().After(new JobEvent.Started(lease)),
        JobState.Completed => In(JobState.Annotating, lease).After(new JobEvent.Annotated(lease.Token, Result(), File("log")), new JobEvent.Told(JobNotice.Completed)),
        JobState.Failed => In(JobState.Annotating, lease).After(new JobEvent.WorkFailed(lease.Token, new JobFailure(Fault.User, "no")), new JobEvent.Told(JobNotice.Failed)),
        JobState.Cancelled => Queued().After(new JobEvent.Cancelled()),
        JobState.Archiving => In(JobState.Completed, lease).After(new JobEvent.Started(lease)),
        JobState.Archived => In(JobState.Archiving, lease).After(
            new JobEvent.Copied(lease.Token, "archive-1"), new JobEvent.Archived(lease.Token, Start), new JobEvent.Started(lease), new JobEvent.HotCopyRemoved(lease.Token)),
        JobState.Thawing => In(JobState.Archived, lease).After(
            new JobEvent.PlanChanged(Premium), new JobEvent.Started(lease), new JobEvent.ThawStarted(lease.Token, new Retrieval("r1", RetrievalTier.Expedited, Start, Start.AddMinutes(5)))),
        JobState.Restoring => In(JobState.Thawing, lease).After(new JobEvent.Thawed("r1"), new JobEvent.Started(lease)),
        JobState.Deleting => Queued().After(new JobEvent.DeleteRequested()),
    };
}
