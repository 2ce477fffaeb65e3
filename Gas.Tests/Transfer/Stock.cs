using System.Security.Cryptography;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Transfer;

/// <summary>Jobs with their files, as a service has them at some moment.</summary>
internal static class Stock
{
    private static readonly PlanTerms Free = new(Plan.Free, 3, TimeSpan.FromMinutes(5));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>One in each state that there is.</summary>
    public static async Task<Dictionary<JobState, Job>> FillAsync(Depot depot)
    {
        var jobs = new Dictionary<JobState, Job>();
        foreach (var state in Enum.GetValues<JobState>())
        {
            jobs.Add(state, await AddAsync(depot, state));
        }

        return jobs;
    }

    public static async Task<Job> AddAsync(Depot depot, JobState state)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = JobId.New(now);
        var lease = new Lease(Guid.NewGuid(), "elsewhere/1", now.AddHours(1));
        var input = await depot.WriteAsync(JobFiles.Input(id), RandomNumberGenerator.GetBytes(3000));
        var job = Job.Submitted(id, SampleJobs.Ann, Free, $"{state}.vcf", input, "NC_045512.2", new AnnotationOptions(), now);
        switch (state)
        {
            case JobState.Queued:
                break;
            case JobState.Annotating:
                job = job.After(new JobEvent.Started(lease));
                break;
            case JobState.Failed:
                var log = await depot.WriteAsync(JobFiles.Log(id, lease.Token), [1, 2, 3]);
                job = job.After(new JobEvent.Started(lease), new JobEvent.WorkFailed(lease.Token, new JobFailure(Fault.User, "no"), log));
                break;
            case JobState.Cancelled:
                job = job.After(new JobEvent.Cancelled());
                break;
            case JobState.Deleting:
                job = job.After(new JobEvent.DeleteRequested());
                break;
            default:
                job = await CompleteAsync(depot, job, lease, state);
                break;
        }

        Assert.Equal(state, job.State);
        await depot.Store.AddAsync(job, Cancellation);
        return job;
    }

    private static async Task<Job> CompleteAsync(Depot depot, Job job, Lease lease, JobState state)
    {
        var (id, run) = (job.Id, lease.Token);
        var result = new JobResult(
            await depot.WriteAsync(JobFiles.Vcf(id, run), RandomNumberGenerator.GetBytes(20_000)),
            await depot.WriteAsync(JobFiles.Index(id, run), RandomNumberGenerator.GetBytes(100)),
            await depot.WriteAsync(JobFiles.Summary(id, run), "{}"u8.ToArray()),
            10,
            0,
            await depot.WriteAsync(JobFiles.Variants(id, run), RandomNumberGenerator.GetBytes(100)));
        var log = await depot.WriteAsync(JobFiles.Log(id, run), RandomNumberGenerator.GetBytes(200));
        job = job.After(new JobEvent.Started(lease), new JobEvent.Annotated(run, result, log));
        if (state == JobState.Completed)
        {
            return job;
        }

        var later = SampleJobs.Start.AddYears(1);
        job = job.On(new JobEvent.Started(lease), later)!;
        if (state == JobState.Archiving)
        {
            return job;
        }

        var archive = await depot.Vault.ArchiveAsync(id, result.Vcf, async token => (await depot.Files.OpenAsync(result.Vcf.Key, 0, token))!, Cancellation);
        job = job.After(new JobEvent.Copied(run, archive), new JobEvent.Archived(run, later), new JobEvent.Started(lease), new JobEvent.HotCopyRemoved(run));
        await depot.Files.DeleteAsync(result.Vcf.Key, Cancellation);
        if (state == JobState.Archived)
        {
            return job;
        }

        var retrieval = new Retrieval("of the old vault", RetrievalTier.Standard, later, later);
        job = job.After(new JobEvent.PlanChanged(new PlanTerms(Plan.Premium, 4)), new JobEvent.Started(lease), new JobEvent.ThawStarted(run, retrieval));
        return state == JobState.Thawing ? job : job.After(new JobEvent.Thawed(retrieval.Id), new JobEvent.Started(lease));
    }
}
