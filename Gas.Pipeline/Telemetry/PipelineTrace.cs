using System.Diagnostics;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Telemetry;

/// <summary>
/// Spans of the pipeline. The upload's context travels on the job's row, so that annotating it belongs to the upload's trace, whichever instance does it and
/// however long it waits; what comes later in its life begins traces of its own that link there.
/// </summary>
public static class PipelineTrace
{
    /// <summary>For whoever collects traces.</summary>
    public const string Name = "Gas.Pipeline";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>The present span, for a row to carry; null where nobody collects it.</summary>
    internal static string? Current => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    /// <summary>A stage's work on a job; null where nobody collects it.</summary>
    internal static Activity? Begin(Stage stage, Job job)
    {
        var isKnown = ActivityContext.TryParse(job.Trace, null, isRemote: true, out var upload);
        var activity = stage == Stage.Annotate && isKnown
            ? Source.StartActivity($"{stage}", ActivityKind.Consumer, upload)
            : Source.StartActivity($"{stage}", ActivityKind.Consumer, default(ActivityContext), links: isKnown ? [new ActivityLink(upload)] : null);
        return activity?.SetTag("gas.job.id", job.Id.ToString()).SetTag("gas.job.attempt", job.Attempt);
    }

    /// <summary>A page takes news: in the trace of the job when there is one, else with links to all; null where nobody collects it.</summary>
    public static Activity? BeginPage(IReadOnlyCollection<JobChange> news)
    {
        if (!Source.HasListeners() || news.Count == 0)
        {
            return null;
        }

        var contexts = news.Select(change => ActivityContext.TryParse(change.Job.Trace, null, isRemote: true, out var upload) ? upload : default).Where(upload => upload != default).Distinct().ToList();
        return contexts switch
        {
            [] => null,
            [var one] => Source.StartActivity("Page", ActivityKind.Consumer, one),
            _ => Source.StartActivity("Page", ActivityKind.Consumer, default(ActivityContext), links: contexts.Select(context => new ActivityLink(context))),
        };
    }
}
