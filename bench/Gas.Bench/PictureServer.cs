using Gas.Blazor.Account;
using Gas.Blazor.Account.Plans;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Bench;

/// <summary>The whole server in this process, with somebody in each state that is worth a picture. Results are archived at once, and retrieving them takes long.</summary>
internal sealed class PictureServer : WebApplicationFactory<Program>
{
    public const string Password = "correct horse 7";
    public const string Admin = "ann@lab.example";
    public const string Beginner = "new@lab.example";
    public const string Free = "free@lab.example";
    public const string Upgraded = "premium@lab.example";

    private const string Sample = "omicron-ba.1.vcf";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-pictures-");

    public PictureServer()
    {
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    public Job Completed { get; private set; } = default!;

    public Job Failed { get; private set; } = default!;

    public Job Archived { get; private set; } = default!;

    public Job Restoring { get; private set; } = default!;

    /// <summary>Makes the people, and has their jobs come to their states.</summary>
    public async Task PrepareAsync()
    {
        var admin = await AddAsync(Admin, Roles.Admin);
        await UpgradeAsync(admin);
        Completed = await ReachAsync(await SubmitAsync(admin, Sample, await ReadAsync(Sample)), job => job.State == JobState.Completed);

        await AddAsync(Beginner);
        var free = await AddAsync(Free);
        Archived = await ReachAsync(await SubmitAsync(free, Sample, await ReadAsync(Sample)), IsCold);
        var broken = (await ReadAsync(Sample)).Replace("NC_045512.2\t241\t", "NC_045512.2\tabc\t", StringComparison.Ordinal);
        Failed = await ReachAsync(await SubmitAsync(free, "broken.vcf", broken), job => job.State == JobState.Failed);

        var upgraded = await AddAsync(Upgraded);
        var archived = await ReachAsync(await SubmitAsync(upgraded, Sample, await ReadAsync(Sample)), IsCold);
        await UpgradeAsync(upgraded);
        Restoring = await ReachAsync(archived, job => job.State == JobState.Thawing);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Embedded:DataPath", _data.FullName);
        builder.UseSetting("Embedded:Vault:ExpeditedTime", "00:30:00");
        builder.UseSetting("Plans:Free:ArchiveAfter", "00:00:00");
        builder.UseSetting("Archive:HotGrace", "00:00:01");
        builder.UseSetting("Accounts:AttemptsPerMinute", "1000");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>Whoever upgrades before the hot copy has gone has nothing to be restored.</summary>
    private static bool IsCold(Job job) => job is { State: JobState.Archived, HotUntil: null };

    private async Task<UserId> AddAsync(string email, string? role = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var user = new GasUser { UserName = email, Email = email };
        await users.CreateAsync(user, Password);
        if (role is not null)
        {
            await users.AddToRoleAsync(user, role);
        }

        return new UserId(user.Id);
    }

    private async Task UpgradeAsync(UserId user) => await Services.GetRequiredService<PlanSwitch>().ChangeAsync(user, Plan.Premium, endsAt: null, CancellationToken.None);

    private static Task<string> ReadAsync(string sample) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", sample));

    private async Task<Job> SubmitAsync(UserId owner, string name, string vcf)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = JobId.New(now);
        await using var draft = await Services.GetRequiredService<IFileStore>().CreateAsync(JobFiles.Input(id), CancellationToken.None);
        await draft.Content.WriteAsync(System.Text.Encoding.UTF8.GetBytes(vcf));
        var job = Job.Submitted(id, owner, new PlanTerms(Plan.Free), name, await draft.CommitAsync(CancellationToken.None), "NC_045512.2", new AnnotationOptions { Strict = true }, now);
        return await Services.GetRequiredService<JobLedger>().SubmitAsync(job, CancellationToken.None);
    }

    private async Task<Job> ReachAsync(Job job, Func<Job, bool> wished)
    {
        using var news = Services.GetRequiredService<JobFeed>().Watch(job.Id);
        if (await Services.GetRequiredService<IJobStore>().FindAsync(job.Id, CancellationToken.None) is { } known && wished(known))
        {
            return known;
        }

        await foreach (var changes in news.ReadAllAsync(CancellationToken.None))
        {
            if (changes.FirstOrDefault(change => wished(change.Job)) is { } reached)
            {
                return reached.Job;
            }
        }

        throw new InvalidOperationException("The job did not come to its state.");
    }
}
