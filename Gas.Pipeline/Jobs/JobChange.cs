using Gas.Pipeline.Annotation;

namespace Gas.Pipeline.Jobs;

/// <summary>The latest news of one job: what the row says and, while it runs, how far it is. Of two, the one with the higher version holds.</summary>
public sealed record JobChange(Job Job)
{
    /// <summary>The row is gone.</summary>
    public bool Removed { get; init; }

    /// <summary>While annotating; null else.</summary>
    public AnnotationProgress? Progress { get; init; }

    /// <summary>The last lines of the log while annotating; empty else.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];
}
