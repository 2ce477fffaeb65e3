using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Jobs;

/// <summary>How much somebody knows of a job, which decides whether news of it are news to them.</summary>
/// <param name="Records">Annotated so far by the present try; −1 where nothing is known of it.</param>
/// <param name="Removed">The row is gone, and nothing can follow.</param>
internal readonly record struct JobStanding(JobState State, long Version, int Attempt, long Records, bool Removed)
{
    public static JobStanding Of(JobChange change) =>
        new(change.Job.State, change.Job.Version, change.Job.Attempt, change.Progress?.Records ?? -1, change.Removed);

    /// <summary>Whether the change tells something newer.</summary>
    public bool IsBefore(JobChange change) =>
        !Removed && (change.Removed || change.Job.Version > Version || (change.Job.Version == Version && (change.Progress?.Records ?? -1) > Records));

    /// <summary>A row that was read says nothing of the progress: what the same run has told stays.</summary>
    public bool KeepsProgress(JobChange change) =>
        change.Progress is null && change.Job.State == JobState.Annotating && change.Job.State == State && change.Job.Attempt == Attempt;
}
