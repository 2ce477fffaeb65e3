using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers;

/// <summary>How a stage's worker of this process stands.</summary>
/// <param name="Places">Jobs that it handles at the same time.</param>
/// <param name="Beat">When it last looked for work. It does not while all places are taken.</param>
/// <param name="Work">The longest at it first.</param>
public sealed record WorkerStanding(Stage Stage, int Places, DateTimeOffset Beat, IReadOnlyList<WorkAtHand> Work)
{
    /// <summary>It takes no new work for now.</summary>
    public bool IsPaused { get; init; }
}

public readonly record struct WorkAtHand(JobId Job, DateTimeOffset Since);
