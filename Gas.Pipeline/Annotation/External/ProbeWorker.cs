using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Annotation.External;

/// <summary>Probes the enabled tools at the start and now and then, so that one that was installed or lost since is noticed.</summary>
internal sealed partial class ProbeWorker(AnnotatorCatalog catalog, TimeProvider time, ILogger<ProbeWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (catalog.Tools.Count > 0)
        {
            await catalog.ProbeAsync(stoppingToken);
            foreach (var tool in catalog.Tools)
            {
                Log(tool);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private void Log(ToolState tool)
    {
        if (tool.Version is { } version)
        {
            LogReady(tool.Title, version);
        }
        else
        {
            LogMissing(tool.Name, tool.Problem);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The annotator {Title} {Version} is ready.")]
    private partial void LogReady(string title, string version);

    [LoggerMessage(2, LogLevel.Warning, "The annotator {Name} is not offered: {Problem}")]
    private partial void LogMissing(string name, string? problem);
}
