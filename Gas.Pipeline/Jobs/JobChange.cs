using Gas.Pipeline.Annotation;

namespace Gas.Pipeline.Jobs;

/// <summary>The latest news of one job: what the row says and, while it runs, how far it is. Of two, the one with the higher version holds.</summary>
public sealed record JobChange(Job Job)
{
    /// <summary>The row is gone.</summary>
    public bool Removed { get; init; }

    /// <summary>Where the job stood before this commit of this process; null for a new job, and for news that is no commit.</summary>
    public JobState? Before { get; init; }

    /// <summary>Whether a job is new or has come from one state to another.</summary>
    internal bool IsMove => Progress is null && !Removed && (Before is { } before ? before != Job.State : Job.Version == 1);

    /// <summary>Whether annotating has come to an end, well or not.</summary>
    internal bool IsEnd => Before is JobState.Queued or JobState.Annotating && Job.IsFinished && Job.State != JobState.Deleting;

    /// <summary>While annotating; null else.</summary>
    public AnnotationProgress? Progress { get; init; }

    /// <summary>The last lines of the log while annotating; empty else.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];
}
