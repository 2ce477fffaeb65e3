using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gas.Tests.Deployment;

/// <summary>nginx with deploy/nginx.conf, in front of servers on this machine.</summary>
internal sealed class ProxyProcess : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-proxy-");
    private readonly Process _process;

    public ProxyProcess(Uri first, Uri second)
    {
        Address = new Uri($"https://127.0.0.1:{FreePort()}");
        Run("openssl", $"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -keyout {_folder}/privkey.pem -out {_folder}/fullchain.pem");
        var configuration = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "deploy", "nginx.conf"));
        foreach (var (there, here) in new[] { ("gas-1:5080", first.Authority), ("gas-2:5080", second.Authority), ("listen 8443", $"listen {Address.Authority}"), (" /tmp/", $" {_folder}/"), ("/certs/", $"{_folder}/") })
        {
            Assert.Contains(there, configuration, StringComparison.Ordinal);
            configuration = configuration.Replace(there, here, StringComparison.Ordinal);
        }

        var file = Path.Combine(_folder.FullName, "nginx.conf");
        File.WriteAllText(file, configuration);
        // Started as root it would work as somebody who may not look into the folder.
        var user = Environment.UserName == "root" ? " user root;" : "";
        _process = Process.Start(new ProcessStartInfo("nginx", ["-p", _folder.FullName, "-c", file, "-e", "/dev/stderr", "-g", $"daemon off;{user}"]))!;
    }

    public Uri Address { get; }

    public static void SkipIfMissing() => Assert.SkipWhen(
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "nginx"))),
        "nginx is not installed: 'apt-get install nginx-light'.");

    public async Task ListensAsync(CancellationToken cancellation)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!_process.HasExited && await ticks.WaitForNextTickAsync(cancellation))
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(Address.Host, Address.Port, cancellation);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }

        Assert.Fail("nginx did not start; its words are above.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Run("kill", $"-TERM {_process.Id}");
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Run(string program, string arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var words = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, words);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
