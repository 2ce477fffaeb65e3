using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Jobs;

/// <summary>States that a person thinks of as one.</summary>
/// <param name="Key">In addresses.</param>
public sealed record JobGroup(string Key, string Word, params IReadOnlyCollection<JobState> States)
{
    public static readonly JobGroup Everything = new("", "All");

    public static readonly IReadOnlyList<JobGroup> All =
    [
        Everything,
        new("waiting", "Waiting", JobState.Queued),
        new("running", "Running", JobState.Annotating),
        new("completed", "Completed", JobState.Completed, JobState.Archiving, JobState.Archived, JobState.Thawing, JobState.Restoring),
        new("failed", "Failed", JobState.Failed),
        new("cancelled", "Cancelled", JobState.Cancelled),
        new("archived", "Archived", JobState.Archived, JobState.Thawing, JobState.Restoring),
    ];

    /// <summary>The group of that key; an unknown one means everything.</summary>
    public static JobGroup Of(string? key) => All.FirstOrDefault(group => group.Key == key) ?? Everything;

    public bool Includes(JobState state) => States.Count == 0 ? state != JobState.Deleting : States.Contains(state);
}
