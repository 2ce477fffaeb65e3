using System.Text;
using Gas.Pipeline;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Embedded;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Gas.Tests.Pipeline;

/// <summary>The whole pipeline on the embedded provider in a folder of its own, under a clock that the test moves and with faults that the test chooses.</summary>
internal sealed class PipelineHarness : IAsyncDisposable
{
    /// <summary>Opened once for all tests, as it is once for all jobs.</summary>
    internal static readonly ReferenceCatalog References = new(ReferenceCatalog.DefaultFolder);

    private readonly IHost _host;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-pipeline-");

    private PipelineHarness(Action<IServiceCollection>? change)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Embedded:DataPath"] = _folder.FullName,
            ["Pipeline:RetryDelay"] = "00:00:01",
            ["Variants:KeepFrom"] = "0",
            ["Pipeline:SweepInterval"] = "00:00:02",
        });
        builder.Services.AddLogging();
        builder.Services.AddGasPipeline(builder.Configuration);
        builder.Services.AddSingleton<IOwners>(Owners);
        builder.Services.AddSingleton<INotifier>(Notices);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        builder.Services.Replace(ServiceDescriptor.Singleton(References));
        builder.Services.Decorate<IJobStore>(inner => new FaultyJobStore(inner, Faults));
        builder.Services.Decorate<IJobQueue>(inner => new FaultyJobQueue(inner, Faults));
        builder.Services.Decorate<IFileStore>(inner => new FaultyFileStore(inner, Faults));
        builder.Services.Decorate<IOwners>(inner => new FaultyOwners(inner, Faults));
        builder.Services.Decorate<IVault>(inner => new FaultyVault(inner, Faults));
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(OrphanReaper)));
        change?.Invoke(builder.Services);
        _host = builder.Build();
    }

    /// <summary>Begins now, because files get their times from the disk.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public FaultPlan Faults { get; } = new();

    /// <summary>The accounts' side.</summary>
    public TestOwners Owners { get; } = new();

    /// <summary>What owners were told.</summary>
    public TestNotifier Notices { get; } = new();

    public PlanCatalog Plans => _host.Services.GetRequiredService<PlanCatalog>();

    public IVault Vault => ((FaultyVault)_host.Services.GetRequiredService<IVault>()).Inner;

    public IJobStore Store => ((FaultyJobStore)_host.Services.GetRequiredService<IJobStore>()).Inner;

    public IJobQueue Queue => _host.Services.GetRequiredService<IJobQueue>();

    public IFileStore Files => ((FaultyFileStore)FaultyFiles).Inner;

    public SqliteDatabase Database => _host.Services.GetRequiredService<SqliteDatabase>();

    public JobLedger Ledger => _host.Services.GetRequiredService<JobLedger>();

    public JobFeed Feed => _host.Services.GetRequiredService<JobFeed>();

    /// <summary>Reaps when the test says so, never by itself: its calls would come in between those that are counted.</summary>
    public OrphanReaper Reaper => ActivatorUtilities.CreateInstance<OrphanReaper>(_host.Services);

    public T Get<T>()
        where T : notnull =>
        _host.Services.GetRequiredService<T>();

    private IFileStore FaultyFiles => _host.Services.GetRequiredService<IFileStore>();

    public static async Task<PipelineHarness> StartAsync(CancellationToken cancellation, Action<IServiceCollection>? change = null)
    {
        var harness = new PipelineHarness(change);
        await harness._host.StartAsync(cancellation);
        return harness;
    }

    /// <summary>What the upload does: the file first, then the row, then the message; safe to repeat with the same key.</summary>
    public async Task<Job> SubmitAsync(string vcf, string key, CancellationToken cancellation)
    {
        var id = JobId.ForKey(SampleJobs.Ann, key);
        await using var draft = await FaultyFiles.CreateAsync(JobFiles.Input(id), cancellation);
        await draft.Content.WriteAsync(Encoding.ASCII.GetBytes(vcf), cancellation);
        var input = await draft.CommitAsync(cancellation);
        return await Ledger.SubmitAsync(Job.Submitted(id, SampleJobs.Ann, Plans.TermsOf(await Owners.PlanAsync(SampleJobs.Ann, cancellation)), "test.vcf", input, "NC_045512.2", new AnnotationOptions(), Time.GetUtcNow()), cancellation);
    }

    /// <summary>Lets time pass, slowly at first, until the job is as wished; gives it then.</summary>
    public Task<Job?> PassTimeUntilAsync(JobId id, Func<Job?, bool> wished, CancellationToken cancellation) =>
        PassTimeUntilAsync(id, job => Task.FromResult(wished(job)), cancellation);

    /// <summary>Lets time pass until no message waits or is with a worker.</summary>
    public Task SettleAsync(JobId id, CancellationToken cancellation) => PassTimeUntilAsync(
        id,
        // Twice, because a message may pass from a stage that is looked at late to one that was looked at early.
        async _ => await AreQueuesEmptyAsync(cancellation) && await AreQueuesEmptyAsync(cancellation),
        cancellation);

    /// <summary>As the other, for wishes that have to be looked up.</summary>
    public async Task<Job?> PassTimeUntilAsync(JobId id, Func<Job?, Task<bool>> wished, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Mail.Until.Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        Job? job = null;
        var step = TimeSpan.FromMilliseconds(500);
        try
        {
            do
            {
                job = await Store.FindAsync(id, patience.Token);
                if (await wished(job))
                {
                    return job;
                }

                // While somebody is at work the clock goes gently: on a busy machine a lease must not lapse before its holder gets a turn to renew it.
                var limit = await IsAtWorkAsync(patience.Token) ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromSeconds(20);
                Time.Advance(step < limit ? step : limit);
                step *= step < limit ? 1.2 : 1;
            }
            while (await ticks.WaitForNextTickAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Assert.Fail($"The job stayed {job?.State} (attempt {job?.Attempt}, version {job?.Version}) until {Time.GetUtcNow():u}. Broken call: {Faults.Broken ?? "none"}.");
        }

        return job;
    }

    private async Task<bool> AreQueuesEmptyAsync(CancellationToken cancellation) =>
        (await Task.WhenAll(Enum.GetValues<Stage>().Select(stage => Queue.DepthAsync(stage, cancellation)))).All(depth => depth is { Waiting: 0, Leased: 0 });

    private async Task<bool> IsAtWorkAsync(CancellationToken cancellation)
    {
        foreach (var stage in Enum.GetValues<Stage>())
        {
            if ((await Queue.DepthAsync(stage, cancellation)).Leased > 0)
            {
                return true;
            }
        }

        return false;
    }

    public async Task<List<string>> FileKeysAsync(CancellationToken cancellation)
    {
        var keys = new List<string>();
        foreach (var prefix in new[] { JobFiles.Inputs, JobFiles.Results })
        {
            await foreach (var file in Files.ListAsync(prefix, cancellation))
            {
                keys.Add(file.Key);
            }
        }

        return keys;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
