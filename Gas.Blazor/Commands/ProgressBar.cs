using System.Globalization;
using Gas.Pipeline.Annotation;

namespace Gas.Blazor.Commands;

/// <summary>One line on the terminal that says how far a run has come; silent when standard error is no terminal.</summary>
internal sealed class ProgressBar(string name) : IProgress<AnnotationProgress>, IDisposable
{
    private const int Width = 30;
    private readonly Lock _lock = new();
    private readonly bool _visible = !Console.IsErrorRedirected;
    private bool _drawn;

    public void Report(AnnotationProgress value)
    {
        if (!_visible)
        {
            return;
        }

        var filled = (int)((value.Share ?? 0) * Width);
        var share = value.Share is { } known ? known.ToString("P0", CultureInfo.InvariantCulture) : "";
        lock (_lock)
        {
            Console.Error.Write($"\r{name} [{new string('#', filled)}{new string('.', Width - filled)}] {share,5} {value.Records.ToString("N0", CultureInfo.InvariantCulture)} records");
            _drawn = true;
        }
    }

    public void Dispose()
    {
        if (_drawn)
        {
            Console.Error.WriteLine();
        }
    }
}
