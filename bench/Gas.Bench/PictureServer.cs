using Gas.Blazor.Account;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Sharing;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Bench;

/// <summary>A server with somebody in each state that is worth a picture. Results are archived at once, and retrieving them takes long.</summary>
internal sealed class PictureServer : BenchServer
{
    public const string Admin = "ann@lab.example";
    public const string Beginner = "new@lab.example";
    public const string Free = "free@lab.example";
    public const string Upgraded = "premium@lab.example";

    /// <summary>Annotated a second time.</summary>
    public Job Twice { get; private set; } = default!;

    public Job Completed { get; private set; } = default!;

    public Job Failed { get; private set; } = default!;

    public Job Archived { get; private set; } = default!;

    public Job Restoring { get; private set; } = default!;

    /// <summary>Of a link to the completed job.</summary>
    public string Secret { get; private set; } = default!;

    /// <summary>Makes the people, and has their jobs come to their states.</summary>
    public async Task PrepareAsync()
    {
        var admin = await AddAsync(Admin, Roles.Admin);
        await UpgradeAsync(admin);
        var broken = (await ReadAsync(Sample)).Replace("NC_045512.2\t241\t", "NC_045512.2\tabc\t", StringComparison.Ordinal);
        await ReachAsync(await SubmitAsync(admin, "wastewater-2021-12.vcf", broken), job => job.State == JobState.Failed);
        await CompleteAsync(admin, "alpha-b.1.1.7.vcf");
        await CompleteAsync(admin, "delta-b.1.617.2.vcf");
        Twice = await CompleteAsync(admin, "delta-b.1.617.2.vcf");
        Completed = await CompleteAsync(admin, Sample);
        Secret = await Services.GetRequiredService<ShareBook>().MakeAsync(Completed, "For the review", downloads: true, TimeSpan.FromDays(30), CancellationToken.None) ?? throw new InvalidOperationException("There are too many links.");

        await AddAsync(Beginner);
        var free = await AddAsync(Free);
        Archived = await ReachAsync(await SubmitAsync(free, Sample, await ReadAsync(Sample)), IsCold);
        Failed = await ReachAsync(await SubmitAsync(free, "broken.vcf", broken), job => job.State == JobState.Failed);

        var upgraded = await AddAsync(Upgraded);
        var archived = await ReachAsync(await SubmitAsync(upgraded, Sample, await ReadAsync(Sample)), IsCold);
        await UpgradeAsync(upgraded);
        Restoring = await ReachAsync(archived, job => job.State == JobState.Thawing);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Embedded:Vault:ExpeditedTime", "00:30:00");
        builder.UseSetting("Plans:Free:ArchiveAfter", "00:00:00");
        builder.UseSetting("Archive:HotGrace", "00:00:01");
        builder.UseSetting("Accounts:AttemptsPerMinute", "1000");
    }

    /// <summary>Whoever upgrades before the hot copy has gone has nothing to be restored.</summary>
    private static bool IsCold(Job job) => job is { State: JobState.Archived, HotUntil: null };

    private async Task UpgradeAsync(UserId user) => await Services.GetRequiredService<PlanSwitch>().ChangeAsync(user, Plan.Premium, endsAt: null, CancellationToken.None);

    private Task<Job> SubmitAsync(UserId owner, string name, string vcf) => SubmitAsync(owner, Plan.Free, name, vcf, new AnnotationOptions { Strict = true });

    private async Task<Job> CompleteAsync(UserId owner, string sample) => await ReachAsync(await SubmitAsync(owner, sample, await ReadAsync(sample)), job => job.State == JobState.Completed);

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
