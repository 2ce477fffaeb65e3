using System.Diagnostics;

namespace Gas.Tests.Commands;

/// <summary>Runs a program to its end, in a folder of the test's own.</summary>
internal static class Tool
{
    public static Task<ToolResult> GasAsync(string folder, params string[] arguments) => GasAsync(folder, [], arguments);

    /// <param name="settings">The product's own, given by the environment.</param>
    public static Task<ToolResult> GasAsync(string folder, Dictionary<string, string> settings, params string[] arguments) =>
        RunAsync(folder, "dotnet", [RepositoryRoot.ServerBinary, .. arguments], settings);

    /// <summary>Skips the test where the program is not installed.</summary>
    public static Task<ToolResult> PeerAsync(string folder, string program, params string[] arguments)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, program)));
        Assert.SkipUnless(found, $"{program} is not installed.");
        return RunAsync(folder, program, arguments, []);
    }

    private static async Task<ToolResult> RunAsync(string folder, string program, string[] arguments, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ToolResult(process.ExitCode, await output, await errors);
    }
}

internal sealed record ToolResult(int ExitCode, string Output, string Errors);
