using System.Text;

namespace Gas.Pipeline.Workers;

/// <summary>Gathers one run's log: each line with its time, the last ones at hand for those who watch. Lines are text from hostile files, so control characters are shown, not obeyed.</summary>
internal sealed class JobLog(TimeProvider time) : IProgress<string>
{
    private const int TailLength = 50;
    private const int LineLength = 2000;
    private const int LineLimit = 20_000;

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    public void Report(string value)
    {
        lock (_lock)
        {
            if (_lines.Count < LineLimit)
            {
                _lines.Add($"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z  {Printable(value)}");
            }
        }
    }

    public IReadOnlyList<string> Tail()
    {
        lock (_lock)
        {
            return [.. _lines.TakeLast(TailLength)];
        }
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellation)
    {
        string text;
        lock (_lock)
        {
            text = string.Join('\n', _lines) + "\n";
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
    }

    private static string Printable(string line)
    {
        var cut = line.Length > LineLength ? line[..LineLength] + "…" : line;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : cut;
    }
}
