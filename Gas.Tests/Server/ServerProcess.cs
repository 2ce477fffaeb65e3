using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gas.Tests.Server;

/// <summary>The real server in a process of its own, on loopback, over a data folder that outlives it.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _setup = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string dataFolder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(RepositoryRoot.ServerBinary)!,
        };
        start.Environment["Embedded__DataPath"] = dataFolder;
        start.Environment["Plans__Free__MaxInputBytes"] = "0";
        start.Environment["Limits__RequestsPerMinute"] = "1000000";
        start.Environment["Upload__AtOnce"] = "1000";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        // Most of a start is compiling, and most of these processes do not live long enough to gain from counting what is called how often.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.ArgumentList.Add(RepositoryRoot.ServerBinary);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("The server ended before it listened:\n" + Output));
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>What the process has printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public static async Task<ServerProcess> StartAsync(string dataFolder, CancellationToken cancellation, params string[] arguments)
    {
        var server = Launch(dataFolder, arguments);
        server.Address = await server._address.Task.WaitAsync(Mail.Until.Patience, cancellation);
        return server;
    }

    /// <summary>Starts it without waiting for an address, for starts that must fail.</summary>
    public static ServerProcess Launch(string dataFolder, params string[] arguments)
    {
        var server = new ServerProcess(dataFolder, arguments);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>The path and query of the one-time link that the first start prints.</summary>
    public Task<string> SetupLinkAsync(CancellationToken cancellation) => _setup.Task.WaitAsync(Mail.Until.Patience, cancellation);

    /// <summary>kill −9: no drain, no flush, no good-bye.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellation);
    }

    /// <summary>SIGTERM, as a container's stop sends it; gives the time until the process was gone.</summary>
    public async Task<TimeSpan> TerminateAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(cancellation);
        return watch.Elapsed;
    }

    public Task WaitForExitAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (SetupLink().Match(line) is { Success: true } link)
        {
            _setup.TrySetResult(link.Groups[1].Value);
        }

        if (Listening().Match(line) is { Success: true } listening)
        {
            _address.TrySetResult(new Uri(listening.Value));
        }
    }

    [GeneratedRegex(@"(/account/setup\?token=[A-Za-z0-9_-]+)")]
    private static partial Regex SetupLink();

    [GeneratedRegex(@"http://(127\.0\.0\.1|localhost):[1-9]\d*")]
    private static partial Regex Listening();
}
