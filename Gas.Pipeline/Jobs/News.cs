using Gas.Pipeline.Annotation;

namespace Gas.Pipeline.Jobs;

/// <summary>What one instance of the service tells the others: what to look at again, hardly ever what is to be seen there. The rows are the truth.</summary>
public sealed record News
{
    /// <summary>The instance that speaks.</summary>
    public required string From { get; init; }

    /// <summary>1, 2, 3 … of what it has said, so that a gap is seen.</summary>
    public required long Number { get; init; }

    /// <summary>Said again and again, so that silence is noticed and so is the loss of what was said last.</summary>
    public bool Alive { get; init; }

    /// <summary>The instance stops; nothing follows.</summary>
    public bool Leaving { get; init; }

    // The lists have setters, because the reader that is generated would leave one that is not there null.
    public IReadOnlyList<JobNews> Jobs { get; set; } = [];

    public IReadOnlyList<ProgressNews> Progress { get; set; } = [];

    /// <summary>Owners whose plan has changed.</summary>
    public IReadOnlyList<UserId> Plans { get; set; } = [];

    /// <summary>Jobs whose progress somebody at this instance would like to see, for a short while.</summary>
    public IReadOnlyList<JobId> WatchedJobs { get; set; } = [];

    /// <summary>Likewise, the jobs of these owners.</summary>
    public IReadOnlyList<UserId> WatchedOwners { get; set; } = [];
}

/// <summary>A commit.</summary>
/// <param name="Removed">The row is gone.</param>
public sealed record JobNews(JobId Job, UserId Owner, long Version, bool Removed = false);

/// <summary>How far a job is that is being annotated. It is on no row, so it is said itself.</summary>
public sealed record ProgressNews(JobId Job, UserId Owner, long Version, AnnotationProgress Progress, IReadOnlyList<string> LogTail);
