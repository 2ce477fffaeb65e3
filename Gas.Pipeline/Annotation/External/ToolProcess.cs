using System.ComponentModel;
using System.Diagnostics;

namespace Gas.Pipeline.Annotation.External;

/// <summary>A running tool: started without a shell and with almost no environment, and dead with all that it started when this is disposed.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private const int LoggedLines = 500;
    private const int LoggedLength = 500;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly ToolFamily _family = new(Guid.NewGuid());
    private readonly Process _process;
    private readonly Task _complaints;

    private ToolProcess(string title, ProcessStartInfo start, IProgress<string> log)
    {
        start.Environment[ToolFamily.Variable] = _family.Mark;
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new AnnotatorException($"{title} cannot be started: {fault.Message}. Tell the operator of this service.", fault);
        }

        ToolFamily.GoFirst(_process);
        _complaints = LogAsync(_process.StandardError, log);
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public static ToolProcess Start(ToolProfile profile, IReadOnlyList<string> arguments, string folder, IProgress<string> log)
    {
        var (program, all) = profile.Command(arguments, folder);
        var start = new ProcessStartInfo(program, all)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["HOME"] = start.Environment["TMPDIR"] = folder;
        return new ToolProcess(profile.Title, start, log);
    }

    public long ResidentMemory() => _family.ResidentMemory();

    public void Kill() => _family.Kill(_process);

    /// <summary>Whether the tool has ended, by itself, within a moment.</summary>
    public async Task<bool> EndsAsync(TimeProvider time)
    {
        using var moment = new CancellationTokenSource(Farewell, time);
        try
        {
            await _process.WaitForExitAsync(moment.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _complaints.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>What the tool says on standard error goes into the job's log, as much of it as somebody will read; a flood is drained.</summary>
    private static async Task LogAsync(StreamReader errors, IProgress<string> log)
    {
        var (buffer, line, lines) = (new char[4096], new System.Text.StringBuilder(), 0L);
        while (await errors.ReadAsync(buffer) is > 0 and var read)
        {
            foreach (var character in buffer.AsSpan(0, read))
            {
                if (character != '\n')
                {
                    _ = line.Length < LoggedLength ? line.Append(char.IsControl(character) ? ' ' : character) : line;
                }
                else if (++lines <= LoggedLines)
                {
                    log.Report($"| {line}");
                    line.Clear();
                }
                else
                {
                    line.Clear();
                }
            }
        }

        if (line.Length > 0 && lines < LoggedLines)
        {
            log.Report($"| {line}");
        }

        if (lines > LoggedLines)
        {
            log.Report($"… and {lines - LoggedLines:N0} more lines.");
        }
    }
}
