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
/// The real process, killed again and again at random moments while users upload, delete and switch plans, and results are archived and restored:
/// nothing may be lost, stuck, doubled or unreachable. <c>GAS_KILLS</c> says how often, <c>GAS_SEED</c> repeats a run's choices.
/// </summary>
public sealed class KillNineTests(ITestOutputHelper output) : IDisposable
{
    private const int Users = 3;

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
        var kills = Setting("GAS_KILLS", 10);
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
            for (var kill = 0; kill < kills; kill++)
            {
                await Task.WhenAny(running, Task.Delay(random.Next(20, 1500), cancellation));
                await server.KillAsync(cancellation);
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(_data.FullName, cancellation, arguments);
            }

            await enough.CancelAsync();
            await running;
            output.WriteLine($"{loads.Sum(load => load.Jobs.Count)} jobs kept, {loads.Sum(load => load.Deleted.Count)} deleted, {kills} kills");
            var settling = Stopwatch.StartNew();
            await SettleAsync(loads, cancellation);
            output.WriteLine($"settled in {settling.Elapsed.TotalSeconds:F1} s");
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

    /// <summary>First all results of all users go to the archive, then all come back; each is the right one.</summary>
    private static async Task SettleAsync(List<MixedLoad> loads, CancellationToken cancellation)
    {
        foreach (var load in loads)
        {
            await load.SwitchAsync("free", cancellation);
        }

        foreach (var load in loads)
        {
            await load.WaitForAllAsync("Archived", TimeSpan.FromMinutes(6), cancellation);
            await load.SwitchAsync("premium", cancellation);
        }

        foreach (var load in loads)
        {
            await load.WaitForAllAsync("Completed", TimeSpan.FromMinutes(6), cancellation);
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

        var pointedTo = new List<string>();
        var store = provider.GetRequiredService<IJobStore>();
        for (var query = new JobQuery { Size = 500 }; query is not null;)
        {
            var page = await store.PageAsync(query, cancellation);
            pointedTo.AddRange(page.Jobs.SelectMany(job => new[] { job.Input.Key, job.Log!.Key, job.Result!.Vcf.Key, job.Result.Index!.Key, job.Result.Summary.Key }));
            query = page.Next is null ? null : query with { Cursor = page.Next };
        }

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
