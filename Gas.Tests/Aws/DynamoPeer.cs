using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Gas.Tests.Aws;

/// <summary>DynamoDB's stand-in (npm's dynalite), started when the first test needs it; it ends with this process.</summary>
internal static class DynamoPeer
{
    private static readonly Lazy<(string? Address, string? Missing)> Started = new(Start);

    /// <summary>Its standard input stays open as long as this is held, and that is what keeps the peer alive.</summary>
    private static Process? _process;

    /// <summary>Skips the test where node or the packages are missing; <c>.ci/run</c> installs both and lets no test skip.</summary>
    public static string Address
    {
        get
        {
            var (address, missing) = Started.Value;
            Assert.SkipWhen(address is null, missing ?? "");
            return address!;
        }
    }

    private static (string? Address, string? Missing) Start()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "Gas.Tests", "Peers");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "dynalite")))
        {
            return (null, "The peers are not installed: run 'npm ci' in Gas.Tests/Peers.");
        }

        try
        {
            _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "dynamo.cjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            return int.TryParse(_process.StandardOutput.ReadLine(), CultureInfo.InvariantCulture, out var port)
                ? ($"http://127.0.0.1:{port}", null)
                : throw new InvalidOperationException("dynalite did not start; see its words above.");
        }
        catch (Win32Exception)
        {
            return (null, "node is not installed.");
        }
    }
}
