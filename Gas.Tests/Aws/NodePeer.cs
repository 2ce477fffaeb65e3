using System.Diagnostics;

namespace Gas.Tests.Aws;

/// <summary>A script of Gas.Tests/Peers in a process of its own. It ends when its standard input does: with <see cref="Dispose"/>, or with the tests.</summary>
internal sealed class NodePeer : IDisposable
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "Gas.Tests", "Peers");

    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private NodePeer(Process process) => _process = process;

    /// <summary>Starts it and gives its first line. Skips the test where the peers are not installed; <c>.ci/run</c> installs them and lets no test skip.</summary>
    public static async Task<(NodePeer Peer, string FirstLine)> StartAsync(string script, CancellationToken cancellation)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")) || !IsNodeThere())
        {
            Assert.Skip("The peers in place of AWS are not installed: install Node.js 20 or later, then run 'npm ci' in Gas.Tests/Peers.");
        }

        var start = new ProcessStartInfo("node", script)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var peer = new NodePeer(Process.Start(start) ?? throw new InvalidOperationException("node did not start."));
        var line = await peer._process.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, cancellation);
        return (peer, line ?? throw new InvalidOperationException($"{script} ended before it said that it is there."));
    }

    /// <summary>Says a line and gives the answer.</summary>
    public async Task<string?> AskAsync(string line, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
            await _process.StandardInput.FlushAsync(cancellation);
            return await _process.StandardOutput.ReadLineAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
        _turn.Dispose();
    }

    private static bool IsNodeThere() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));
}
