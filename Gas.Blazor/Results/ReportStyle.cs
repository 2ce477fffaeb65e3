using System.Reflection;

namespace Gas.Blazor.Results;

/// <summary>The styles that a report carries with it: those of the charts, and its own.</summary>
internal static class ReportStyle
{
    public static string Text { get; } = Read("report.css") + Read("charts.css");

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
