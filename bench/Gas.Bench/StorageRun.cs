using Gas.Pipeline;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Bench;

/// <summary>The real workers over the embedded provider, whose waits are none, and completed jobs of one user with results of random bytes: as bgzip, they get no shorter.</summary>
internal sealed class StorageRun : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-bench-");
    private readonly BenchOwners _owners = new();
    private readonly IHost _host;
    private readonly List<JobId> _jobs = [];

    private StorageRun()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Embedded:DataPath"] = _folder.FullName,
            ["Embedded:Vault:ExpeditedTime"] = "00:00:00",
            ["Plans:Free:ArchiveAfter"] = "00:00:00",
            ["Archive:HotGrace"] = "00:00:00",
            // The limit is for what retrievals cost, not for what they take here.
            ["Archive:MaxRetrievals"] = "100000",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole();
        builder.Services.AddGasPipeline(builder.Configuration);
        builder.Services.AddSingleton<IOwners>(_owners);
        builder.Services.AddSingleton<INotifier, SilentNotifier>();
        _host = builder.Build();
    }

    public string Folder => _folder.FullName;

    public string[] Results => Directory.GetFiles(Path.Combine(Folder, "files", "results"), "*", SearchOption.AllDirectories);

    private IServiceProvider Services => _host.Services;

    public static async Task<StorageRun> StartAsync(int jobs, long bytes)
    {
        var run = new StorageRun();
        await run._host.StartAsync();
        for (var i = 0; i < jobs; i++)
        {
            await run.AddAsync(bytes);
        }

        return run;
    }

    /// <summary>From the switch of the plan until all results are where it wants them: only in the vault, or hot again.</summary>
    public async Task<TimeSpan> SwitchAsync(Plan plan)
    {
        using var news = Services.GetRequiredService<JobFeed>().Watch(BenchOwners.User);
        var left = _jobs.ToHashSet();
        var begin = TimeProvider.System.GetTimestamp();
        _owners.Switch(plan);
        Services.GetRequiredService<PlanWorker>().Wake();
        await foreach (var changes in news.ReadAllAsync(CancellationToken.None))
        {
            left.ExceptWith(changes.Where(change => IsThere(change.Job, plan)).Select(change => change.Job.Id));
            if (left.Count == 0)
            {
                break;
            }
        }

        return TimeProvider.System.GetElapsedTime(begin);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool IsThere(Job job, Plan plan) => plan == Plan.Free ? job is { State: JobState.Archived, HotUntil: null } : job is { State: JobState.Completed, ArchiveId: null, Plan: Plan.Premium };

    private async Task AddAsync(long bytes)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = JobId.New(now);
        await using var draft = await Services.GetRequiredService<IFileStore>().CreateAsync(JobFiles.Vcf(id, Guid.NewGuid()), CancellationToken.None);
        var piece = new byte[Math.Min(bytes, 1024 * 1024)];
        for (var written = 0L; written < bytes; written += piece.Length)
        {
            Random.Shared.NextBytes(piece);
            await draft.Content.WriteAsync(piece);
        }

        var vcf = await draft.CommitAsync(CancellationToken.None);
        var nothing = new StoredFile(JobFiles.Input(id), 0, "");
        var job = Job.Submitted(id, BenchOwners.User, new PlanTerms(Plan.Premium, 1), "bench.vcf", nothing, "NC_045512.2", new AnnotationOptions(), now);
        await Services.GetRequiredService<IJobStore>().AddAsync(job with { State = JobState.Completed, FinishedAt = now, Result = new JobResult(vcf, null, nothing, 1, 0), Log = nothing }, CancellationToken.None);
        _jobs.Add(id);
    }
}
