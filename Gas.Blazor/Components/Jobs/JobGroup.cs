using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Jobs;

/// <summary>States that a person thinks of as one.</summary>
/// <param name="Key">In addresses.</param>
public sealed record JobGroup(string Key, string English, params IReadOnlyCollection<JobState> States)
{
    public static readonly JobGroup Everything = new("", Text("All"));

    public static readonly IReadOnlyList<JobGroup> All =
    [
        Everything,
        new("waiting", Text("Waiting"), JobState.Queued),
        new("running", Text("Running"), JobState.Annotating),
        new("completed", Text("Completed"), JobState.Completed, JobState.Archiving, JobState.Archived, JobState.Thawing, JobState.Restoring),
        new("failed", Text("Failed"), JobState.Failed),
        new("cancelled", Text("Cancelled"), JobState.Cancelled),
        new("archived", Text("Archived"), JobState.Archived, JobState.Thawing, JobState.Restoring),
    ];

    public string Word => L[English];

    /// <summary>The group of that key; an unknown one means everything.</summary>
    public static JobGroup Of(string? key) => All.FirstOrDefault(group => group.Key == key) ?? Everything;

    public bool Includes(JobState state) => States.Count == 0 ? state != JobState.Deleting : States.Contains(state);
}
