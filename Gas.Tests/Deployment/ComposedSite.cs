using System.Diagnostics;
using Gas.Tests.Aws;
using Gas.Tests.Peers;
using Gas.Tests.Server;

namespace Gas.Tests.Deployment;

/// <summary>Two real servers with the settings of deploy/compose.yaml behind the proxy of deploy/nginx.conf, on peers in place of AWS.</summary>
internal sealed class ComposedSite : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-composed-");
    private readonly List<ServerProcess> _servers = [];
    private ProxyProcess? _proxy;

    public IReadOnlyList<ServerProcess> Servers => _servers;

    public Uri Address => _proxy!.Address;

    /// <summary>What the servers have left on their own disk.</summary>
    public IEnumerable<string> LeftBehind => _data.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(one => one.FullName);

    public static async Task<ComposedSite> StartAsync(CancellationToken cancellation)
    {
        ProxyProcess.SkipIfMissing();
        var settings = await SettingsAsync();
        await InitAsync(settings, cancellation);
        var site = new ComposedSite();
        try
        {
            // Both at once, as compose starts them.
            string[] arguments = [.. settings.Select(one => $"--{one.Key.Replace("__", ":", StringComparison.Ordinal)}={one.Value}")];
            site._servers.AddRange(await Task.WhenAll(Enumerable.Range(1, 2).Select(_ => ServerProcess.StartAsync(site._data.FullName, cancellation, arguments))));
            site._proxy = new ProxyProcess(site._servers[0].Address, site._servers[1].Address);
            await site._proxy.ListensAsync(cancellation);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _proxy?.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _data.Delete(recursive: true);
    }

    private static async Task<Dictionary<string, string>> SettingsAsync()
    {
        var name = $"t{Guid.NewGuid().ToString("N")[..12]}";
        var settings = new ComposeFile().EnvironmentOf("gas-1", new()
        {
            ["GAS_REGION"] = "eu-central-1",
            ["GAS_INPUTS_BUCKET"] = $"{name}-inputs",
            ["GAS_RESULTS_BUCKET"] = $"{name}-results",
            ["GAS_DATABASE_PASSWORD"] = "unused",
            ["GAS_MAIL_HOST"] = "127.0.0.1",
            ["GAS_MAIL_FROM"] = "gas@lab.example",
            ["GAS_ADDRESS"] = "https://gas.lab.example",
        });
        settings["Accounts__ConnectionString"] = PostgresPeer.NewDatabase();
        settings["Proxy__Trusted"] = "127.0.0.1";
        settings["Mail__Port"] = "9";
        settings["Aws__Prefix"] = $"{name}-";
        settings["Aws__ServiceURL"] = (await FauxqsPeer.SharedAsync()).Address.ToString();
        settings["Aws__Endpoints__DynamoDb"] = await DynamoPeer.AddressAsync();
        return settings;
    }

    private static async Task InitAsync(Dictionary<string, string> settings, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryRoot.ServerBinary, "aws", "init"]);
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        using var init = Process.Start(start)!;
        await init.WaitForExitAsync(cancellation);
        // 1: the peer keeps no configuration of its buckets, which the command then says. It has made them.
        Assert.InRange(init.ExitCode, 0, 1);
    }
}
