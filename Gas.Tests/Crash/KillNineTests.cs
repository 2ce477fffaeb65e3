using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Pipeline;
using Gas.Tests.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gas.Tests.Crash;

/// <summary>
/// The real process, killed again and again at random moments while users upload, cancel, try again, download, delete and switch plans, and results are
/// archived and restored: nothing may be lost, stuck, doubled or unreachable. <c>GAS_KILLS</c> says how often, <c>GAS_SEED</c> repeats a run's choices.
/// </summary>
public sealed class KillNineTests(ITestOutputHelper output) : IDisposable
{
    private const int Users = 3;

    /// <summary>Whatever takes longer had been forgotten, and was found only because nothing had happened to it for <see cref="Job.Patience"/>.</summary>
    private static readonly TimeSpan Prompt = Job.Patience - TimeSpan.FromSeconds(10);

    /// <summary>Everything that waits, waits shortly.</summary>
    private static readonly string[] Haste =
    [
        "--Plans:Free:ArchiveAfter=00:00:01", "--Archive:HotGrace=00:00:01", "--Archive:PollInterval=00:00:01",
        "--Embedded:Vault:ExpeditedTime=00:00:01", "--Embedded:Vault:StandardTime=00:00:02", "--Pipeline:SweepInterval=00:00:00.200",
        // A job that is met by every kill would be given up after three attempts, as it should.
        "--Pipeline:MaxAttempts=100", "--Accounts:AttemptsPerMinute=10000", "--Upload:PerMinute=10000", "--Logging:LogLevel:Default=Error",
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-kill-");

    [Fact]
    public async Task Nothing_is_lost_stuck_doubled_or_unreachable()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var kills = Setting("GAS_KILLS", Environment.GetEnvironmentVariable("CI") == "true" ? 12 : 10);
        var seed = Setting("GAS_SEED", Environment.TickCount);
        output.WriteLine($"GAS_SEED={seed} GAS_KILLS={kills}");
        var random = new Random(seed);
        string[] arguments = [$"--Urls=http://127.0.0.1:{FreePort()}", .. Haste];

        var server = await ServerProcess.StartAsync(_data.FullName, cancellation, arguments);
        try
        {
            var users = await RegisterAsync(server, cancellation);
            var loads = users.Select((user, i) => new MixedLoad(user, i, seed + i)).ToList();
            using var enough = new CancellationTokenSource();
            var running = Task.WhenAll(loads.Select(load => load.RunAsync(enough.Token, cancellation)));
            var living = Stopwatch.StartNew();
            for (var kill = 0; kill < kills; kill++)
            {
                await Task.WhenAny(running, AnswersAsync(loads, random.Next(8), TimeSpan.FromMilliseconds(random.Next(200)), cancellation));
                await server.KillAsync(cancellation);
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(_data.FullName, cancellation, arguments);
            }

            await enough.CancelAsync();
            await running;
            output.WriteLine($"{kills} kills, {kills + 1} lives in {living.Elapsed.TotalSeconds:F0} s: {loads.Sum(load => load.Jobs.Count)} jobs kept, {loads.Sum(load => load.Deleted)} deleted, "
                + $"{loads.Sum(load => load.Cancelled)} cancelled or too late, {loads.Sum(load => load.Downloaded)} results downloaded meanwhile");
            await SettleAsync(loads, cancellation);
            Assert.DoesNotContain("Unhandled", server.Output, StringComparison.Ordinal);
            await server.TerminateAsync(cancellation);
            users.ForEach(user => user.Dispose());
        }
        finally
        {
            await server.DisposeAsync();
        }

        await NothingIsLeftOverAsync(cancellation);
    }

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>Until so many requests more have been answered, and a moment longer: each life does work, however slow the machine is.</summary>
    private static async Task AnswersAsync(List<MixedLoad> loads, int more, TimeSpan longer, CancellationToken cancellation)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var enough = loads.Sum(load => load.Answers) + more; loads.Sum(load => load.Answers) < enough;)
        {
            await ticks.WaitForNextTickAsync(cancellation);
        }

        await Task.Delay(longer, TimeProvider.System, cancellation);
    }

    /// <summary>First what was cancelled is tried again and all results of all users go to the archive, then all come back; each is the right one.</summary>
    private async Task SettleAsync(List<MixedLoad> loads, CancellationToken cancellation)
    {
        var settling = Stopwatch.StartNew();
        foreach (var load in loads)
        {
            await load.SwitchAsync("free", cancellation);
            foreach (var (job, _) in (await load.StatesAsync(cancellation)).Where(job => job.Value == "Cancelled"))
            {
                await load.RetryAsync(job, cancellation);
            }
        }

        foreach (var load in loads)
        {
            await load.WaitForAllAsync("Archived", Prompt, cancellation);
        }

        output.WriteLine($"all archived after {settling.Elapsed.TotalSeconds:F1} s");
        foreach (var load in loads)
        {
            await load.SwitchAsync("premium", cancellation);
        }

        foreach (var load in loads)
        {
            await load.WaitForAllAsync("Completed", Prompt, cancellation);
        }

        output.WriteLine($"all back after {settling.Elapsed.TotalSeconds:F1} s");
        foreach (var load in loads)
        {
            foreach (var job in load.Jobs.Keys)
            {
                await load.CheckResultAsync(job, cancellation);
            }
        }
    }

    /// <summary>What no row points to is what the kills left; after a day the reaper takes it, and then files, archives and rows agree.</summary>
    private async Task NothingIsLeftOverAsync(CancellationToken cancellation)
    {
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(25));
        var services = new ServiceCollection().AddLogging();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Embedded:DataPath", _data.FullName)]).Build();
        services.AddSingleton<IConfiguration>(settings).AddGasPipeline(settings).AddSingleton<TimeProvider>(later);
        services.AddSingleton<IOwners, TestOwners>().AddSingleton<INotifier, TestNotifier>();
        await using var provider = services.BuildServiceProvider();
        var reaped = await ActivatorUtilities.CreateInstance<OrphanReaper>(provider).ReapAsync(cancellation);
        output.WriteLine($"{reaped} orphans of the kills were reaped");

        var takenUp = 0;
        var pointedTo = new List<string>();
        var store = provider.GetRequiredService<IJobStore>();
        for (var query = new JobQuery { Size = 500 }; query is not null;)
        {
            var page = await store.PageAsync(query, cancellation);
            pointedTo.AddRange(page.Jobs.SelectMany(job => job.Files.Select(file => file.Key)));
            takenUp += page.Jobs.Sum(job => job.History.Count(moment => moment.Note == "The worker stopped answering"));
            Assert.All(page.Jobs, WasRetrievedOnce);
            query = page.Next is null ? null : query with { Cursor = page.Next };
        }

        output.WriteLine($"{takenUp} annotations were taken up again after a kill");
        var files = new List<string>();
        foreach (var prefix in new[] { JobFiles.Inputs, JobFiles.Results })
        {
            await foreach (var file in provider.GetRequiredService<IFileStore>().ListAsync(prefix, cancellation))
            {
                files.Add(file.Key);
            }
        }

        Assert.Equal(pointedTo.Order(), files.Order());
        Assert.Empty(await provider.GetRequiredService<IVault>().ListAsync(cancellation).ToListAsync(cancellation));
        Assert.Empty(Directory.GetFiles(Path.Combine(_data.FullName, "vault"), "*", SearchOption.AllDirectories));
    }

    /// <summary>Each retrieval belongs to an archiving of its own, and each archived result has come back.</summary>
    private static void WasRetrievedOnce(Job job)
    {
        var moves = job.History.Where(moment => moment.State is JobState.Archived or JobState.Thawing or JobState.Restoring or JobState.Completed).Select(moment => moment.State).ToList();
        Assert.All(moves.Zip(moves.Skip(1)), move => Assert.True(move is
            (JobState.Completed, JobState.Completed or JobState.Archived)
            or (JobState.Archived, JobState.Thawing or JobState.Completed)
            or (JobState.Thawing, JobState.Restoring)
            or (JobState.Restoring, JobState.Completed), $"{job.Id}: {string.Join(", ", moves)}"));
    }

    private static async Task<List<ScriptedUser>> RegisterAsync(ServerProcess server, CancellationToken cancellation)
    {
        var users = new List<ScriptedUser>();
        for (var i = 0; i < Users; i++)
        {
            var user = new ScriptedUser(server.Address);
            users.Add(user);
            if (i == 0)
            {
                await user.SetUpAsync(server, cancellation);
                continue;
            }

            await user.RegisterAsync($"user-{i}@lab.example", cancellation);
        }

        return users;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
