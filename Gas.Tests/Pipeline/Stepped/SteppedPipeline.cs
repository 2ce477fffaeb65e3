using System.Collections.Concurrent;
using Gas.Pipeline;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Embedded;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Embedded;
using Gas.Tests.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>
/// The whole pipeline on the embedded provider, but without its loops: the test takes each step, one at a time, and so decides who comes first, who stands
/// still and where the process dies. The workers, what they stand on and what they leave behind are the real ones.
/// </summary>
internal sealed partial class SteppedPipeline : IAsyncDisposable
{
    public static readonly UserId Ann = SampleJobs.Ann;
    public static readonly UserId Bob = new("bob");

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    /// <summary>In memory where there is such a place: how the disk is flushed is what other tests look at.</summary>
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"gas-stepped-{Guid.NewGuid():n}"));

    private readonly ConcurrentDictionary<string, DateTimeOffset> _fileTimes = new();
    private readonly List<Turn> _stalled = [];
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private ServiceProvider _services;

    public SteppedPipeline(IReadOnlyDictionary<string, string?>? settings = null)
    {
        _settings = settings ?? new Dictionary<string, string?>();
        _services = Open();
    }

    public TestClock Time { get; } = new();

    /// <summary>Of the process that is there now.</summary>
    public FaultPlan Faults { get; private set; } = new();

    public TestOwners Owners { get; } = new();

    public TestNotifier Notices { get; } = new();

    public StorageWatch Watch { get; } = new();

    public UnforeseenErrors Errors { get; } = new();

    public IJobStore Store => ((FaultyJobStore)Service<IJobStore>()).Inner;

    public IJobQueue Queue => ((FaultyJobQueue)Service<IJobQueue>()).Inner;

    public IFileStore Files => ((FaultyFileStore)Service<IFileStore>()).Inner;

    public IVault Vault => ((FaultyVault)Service<IVault>()).Inner;

    public JobLedger Ledger => Service<JobLedger>();

    public VaultOptions VaultOptions => Service<IOptions<EmbeddedOptions>>().Value.Vault;

    /// <summary>Where the embedded vault keeps its files.</summary>
    public string VaultFolder => Path.Combine(_folder.FullName, "vault");

    public IReadOnlyList<Turn> Stalled => _stalled;

    /// <summary>Times that the process has died and been started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Something that has its turn, with at most one mishap. If the process dies of it, the next one is started.</summary>
    public async Task<Turn> TurnAsync(Func<Task> work, Mishap? mishap = null)
    {
        var turn = await Turn.RunAsync(work, mishap);
        if (turn.IsStalled)
        {
            _stalled.Add(turn);
        }

        if (Faults.IsDead)
        {
            await RestartAsync();
        }

        return turn;
    }

    /// <summary>Kills the process, with all that stands still in it, and starts the next one on the same folder.</summary>
    public async Task RestartAsync()
    {
        Faults.Die();
        await WakeAllAsync();
        await _services.DisposeAsync();
        Faults = new FaultPlan();
        _services = Open();
        Restarts++;
    }

    public async Task WakeAllAsync()
    {
        foreach (var turn in _stalled)
        {
            await turn.WakeAsync();
        }

        _stalled.Clear();
    }

    public async Task WakeAsync(Turn turn)
    {
        _stalled.Remove(turn);
        await turn.WakeAsync();
    }

    public void Pass(TimeSpan span) => Time.Advance(span);

    public async ValueTask DisposeAsync()
    {
        Faults.Die();
        await WakeAllAsync();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private ServiceProvider Open()
    {
        var settings = new Dictionary<string, string?>(_settings) { ["Embedded:DataPath"] = _folder.FullName };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.AddProvider(Errors))
            .AddGasPipeline(configuration);
        var faults = Faults;
        services.AddSingleton<IOwners>(new FaultyOwners(Owners, faults));
        services.AddSingleton<INotifier>(new FaultyNotifier(Notices, faults));
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        services.Replace(ServiceDescriptor.Singleton(PipelineHarness.References));
        services.Replace(ServiceDescriptor.Singleton<IAnnotator, NoOpAnnotator>());
        services.Decorate<IJobStore>(inner => new FaultyJobStore(new WatchedJobStore(inner, Watch), faults));
        services.Decorate<IJobQueue>(inner => new FaultyJobQueue(inner, faults));
        services.Decorate<IFileStore>(inner => new FaultyFileStore(new WatchedFileStore(inner, Watch, _fileTimes, Time), faults));
        services.Decorate<IVault>(inner => new FaultyVault(new WatchedVault(inner, Watch), faults));
        var provider = services.BuildServiceProvider();
        _workers = provider.GetServices<IHostedService>().OfType<StageWorker>().ToDictionary(worker => worker.Stage);
        _notices = provider.GetServices<IHostedService>().OfType<NoticeWorker>().Single();
        _listener = provider.GetServices<IHostedService>().OfType<RetrievalListener>().Single();
        _sweeper = provider.GetServices<IHostedService>().OfType<JobSweeper>().Single();
        _reaper = provider.GetServices<IHostedService>().OfType<OrphanReaper>().Single();
        _plans = provider.GetRequiredService<PlanWorker>();
        return provider;
    }
}
