using System.Collections.Concurrent;
using Gas.Pipeline;
using Gas.Pipeline.Annotation;
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

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>
/// The whole pipeline on a provider of the test's choice, but without its loops: the test takes each step, one at a time, and so decides who comes first, who stands
/// still and where the process dies. The workers, what they stand on and what they leave behind are the real ones.
/// </summary>
internal sealed partial class SteppedPipeline : IAsyncDisposable
{
    public static readonly UserId Ann = SampleJobs.Ann;
    public static readonly UserId Bob = new("bob");

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _fileTimes = new();
    private readonly List<Turn> _stalled = [];
    private ServiceProvider _services;

    public SteppedPipeline(SteppedProvider provider)
    {
        Provider = provider;
        _services = Open();
    }

    public SteppedProvider Provider { get; }

    public TestClock Time => Provider.Time;

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

    public RetrievalTimes RetrievalTimes => Service<RetrievalTimes>();

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

    /// <summary>Kills the process, with all that stands still in it, and starts the next one on the same ground.</summary>
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

    public Task PassAsync(TimeSpan span) => Provider.PassAsync(span);

    public async ValueTask DisposeAsync()
    {
        Faults.Die();
        await WakeAllAsync();
        await _services.DisposeAsync();
        await Provider.DisposeAsync();
    }

    private T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private ServiceProvider Open()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Provider.Settings).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.AddProvider(Errors))
            .AddGasPipeline(configuration);
        var faults = Faults;
        services.AddSingleton<IOwners>(new FaultyOwners(Owners, faults));
        services.AddSingleton<INotifier>(new FaultyNotifier(Notices, faults));
        Provider.Wire(services);
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
