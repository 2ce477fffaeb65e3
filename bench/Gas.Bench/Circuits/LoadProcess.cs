using System.Diagnostics;
using System.Globalization;

namespace Gas.Bench.Circuits;

/// <summary>Our end of a <see cref="LoadHost"/>.</summary>
internal sealed class LoadProcess : IDisposable
{
    /// <summary>How the lines of its log begin that tell of something wrong; the second line says what.</summary>
    private static readonly string[] Complaints = ["warn:", "fail:", "crit:", "      "];

    private readonly Process _process;

    private LoadProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What its processors have worked so far.</summary>
    public TimeSpan Worked => ProcessorTime.Spent(_process.Id);

    public static async Task<LoadProcess> StartAsync(string kind)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LoadHost).Assembly.Location, LoadHost.Verb, kind]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        return new LoadProcess(process, new Uri(await AnswerAsync(process)));
    }

    public Task<string> PathAsync(string group) => AskAsync($"path {group}");

    /// <summary>Changes what the group's pages show; gives the time that they will carry, and when that was committed.</summary>
    public async Task<(long Shown, long Committed)> ChangeAsync(string group)
    {
        var times = (await AskAsync($"change {group}")).Split(' ');
        return (long.Parse(times[0], CultureInfo.InvariantCulture), long.Parse(times[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Memory that it holds after all garbage has been collected.</summary>
    public async Task<long> MemoryAsync()
    {
        await AskAsync("collect");
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return await AnswerAsync(_process);
    }

    private static async Task<string> AnswerAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(LoadHost.Answer, StringComparison.Ordinal))
            {
                return line[LoadHost.Answer.Length..];
            }

            if (Complaints.Any(line.StartsWith))
            {
                await Console.Error.WriteLineAsync(line);
            }
        }

        throw new InvalidOperationException("The server under load has ended.");
    }
}
