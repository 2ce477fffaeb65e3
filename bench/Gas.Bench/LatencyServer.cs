using Gas.Blazor.Account;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Bench;

/// <summary>The whole server in this process, on a port of its own, with users who have completed jobs.</summary>
internal sealed class LatencyServer : WebApplicationFactory<Program>
{
    public const string Email = "bench@lab.example";
    public const string Password = "correct horse 7";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-bench-");
    private long _version = 1;
    private long _committed;

    public LatencyServer()
    {
        UseKestrel(0);
        StartServer();
        // The first to hear of a commit, before any page does.
        Services.GetRequiredService<JobFeed>().Committed += _ => Volatile.Write(ref _committed, Microseconds(TimeProvider.System.GetUtcNow()));
    }

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Makes a user and their jobs, and gives one of these.</summary>
    public async Task<Job> PrepareAsync(string email = Email, int jobs = 1)
    {
        await using var scope = Services.CreateAsyncScope();
        var user = new GasUser { UserName = email, Email = email };
        await scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>().CreateAsync(user, Password);

        using var news = Services.GetRequiredService<JobFeed>().Watch(new UserId(user.Id));
        for (var job = 0; job < jobs; job++)
        {
            await SubmitAsync(user);
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

    private async Task SubmitAsync(GasUser user)
    {
        var id = JobId.New(TimeProvider.System.GetUtcNow());
        await using var draft = await Services.GetRequiredService<IFileStore>().CreateAsync(JobFiles.Input(id), CancellationToken.None);
        await using (var sample = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "samples", "omicron-ba.1.vcf")))
        {
            await sample.CopyToAsync(draft.Content);
        }

        var submitted = Job.Submitted(id, new UserId(user.Id), new PlanTerms(Plan.Premium), "omicron-ba.1.vcf", await draft.CommitAsync(CancellationToken.None), "NC_045512.2", new AnnotationOptions(), TimeProvider.System.GetUtcNow());
        await Services.GetRequiredService<JobLedger>().SubmitAsync(submitted, CancellationToken.None);
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
        builder.UseEnvironment("Production");
        builder.UseSetting("Embedded:DataPath", _data.FullName);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // All pages of the load bench are one user's.
        builder.UseSetting("Circuits:MostPerUser", "100000");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
