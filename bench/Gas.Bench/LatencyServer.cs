using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Bench;

/// <summary>A server with users who have completed jobs.</summary>
internal sealed class LatencyServer : BenchServer
{
    public const string Email = "bench@lab.example";

    private long _version = 1;
    private long _committed;

    /// <summary>The first to hear of a commit, before any page does.</summary>
    public LatencyServer() =>
        Services.GetRequiredService<JobFeed>().Committed += _ => Volatile.Write(ref _committed, Microseconds(TimeProvider.System.GetUtcNow()));

    /// <summary>Makes a user and their jobs, and gives one of these.</summary>
    public async Task<Job> PrepareAsync(string email = Email, int jobs = 1)
    {
        var owner = await AddAsync(email);
        var vcf = await ReadAsync(Sample);
        using var news = Services.GetRequiredService<JobFeed>().Watch(owner);
        for (var job = 0; job < jobs; job++)
        {
            await SubmitAsync(owner, Plan.Premium, Sample, vcf, new AnnotationOptions());
        }

        var completed = new Dictionary<JobId, Job>();
        await foreach (var changes in news.ReadAllAsync(CancellationToken.None))
        {
            foreach (var change in changes.Where(change => change.Job.State == JobState.Completed))
            {
                completed[change.Job.Id] = change.Job;
            }

            if (completed.Count == jobs)
            {
                break;
            }
        }

        return completed.Values.First();
    }

    /// <summary>Commits a change after which nothing is to be done but to show it; gives the time that the page will carry, and when the commit was done.</summary>
    public async Task<(long Shown, long Committed)> ChangeAsync(JobId id)
    {
        var changed = await Services.GetRequiredService<JobLedger>().RecordAsync(id, new JobEvent.PlanChanged(new PlanTerms(Plan.Premium, ++_version)), CancellationToken.None);
        return (Microseconds(changed!.UpdatedAt), Volatile.Read(ref _committed));
    }

    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        // All pages of the load bench are one user's.
        builder.UseSetting("Circuits:MostPerUser", "100000");
    }
}
