using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Storage;

/// <summary>Where results lie, from the tallies by state.</summary>
/// <param name="Hot">Can be downloaded; also while they are being archived.</param>
/// <param name="Archived">In the archive, and no retrieval is under way.</param>
/// <param name="Thawing">Being retrieved.</param>
/// <param name="Restoring">Being copied back.</param>
public sealed record StorageTotals(JobTally Hot, JobTally Archived, JobTally Thawing, JobTally Restoring)
{
    /// <summary>On the way back.</summary>
    public JobTally Returning => Sum(Thawing, Restoring);

    /// <summary>Not to be downloaded yet.</summary>
    public JobTally Cold => Sum(Archived, Returning);

    public JobTally All => Sum(Hot, Cold);

    public static StorageTotals Of(IReadOnlyDictionary<JobState, JobTally> counts) => new(
        Sum(counts.GetValueOrDefault(JobState.Completed), counts.GetValueOrDefault(JobState.Archiving)),
        counts.GetValueOrDefault(JobState.Archived),
        counts.GetValueOrDefault(JobState.Thawing),
        counts.GetValueOrDefault(JobState.Restoring));

    private static JobTally Sum(JobTally one, JobTally other) => new(one.Jobs + other.Jobs, one.ResultBytes + other.ResultBytes);
}
