using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>Which page of which rows.</summary>
public sealed record JobQuery
{
    /// <summary>Whose rows; null for everybody's.</summary>
    public UserId? Owner { get; init; }

    /// <summary>Only these states; empty for all.</summary>
    public IReadOnlyCollection<JobState> States { get; init; } = [];

    /// <summary>Only file names that contain this text, in any case; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Only jobs with this tag, in any case; null for all.</summary>
    public string? Tag { get; init; }

    /// <summary>What <see cref="JobPage.Next"/> said; null for the first page.</summary>
    public string? Cursor { get; init; }

    public int Size { get; init; } = 25;
}

/// <param name="Jobs">Newest first.</param>
/// <param name="Next">Opaque; where the next page begins, or null when this is the last.</param>
public sealed record JobPage(IReadOnlyList<Job> Jobs, string? Next);
