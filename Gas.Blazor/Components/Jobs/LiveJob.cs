using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Jobs;

/// <summary>The latest that a page knows of one job. Whoever draws it listens to <see cref="Changed"/> and draws itself again alone. For one circuit's dispatcher.</summary>
public sealed class LiveJob(JobChange first)
{
    public LiveJob(Job job)
        : this(new JobChange(job))
    {
    }

    public event Action? Changed;

    public JobChange Latest { get; private set; } = first;

    public Job Job => Latest.Job;

    /// <summary>Takes the news unless something newer is known; true when it was taken.</summary>
    public bool Offer(JobChange change)
    {
        if (Latest.Removed || (!change.Removed && IsOlder(change)))
        {
            return false;
        }

        Latest = WithProgress(change);
        Changed?.Invoke();
        return true;
    }

    private bool IsOlder(JobChange change) =>
        change.Job.Version < Job.Version || (change.Job.Version == Job.Version && (change.Progress?.Records ?? -1) <= (Latest.Progress?.Records ?? -1));

    /// <summary>A row that was read says nothing of the progress: what the same run has told stays.</summary>
    private JobChange WithProgress(JobChange change) =>
        change.Progress is null && change.Job.State == JobState.Annotating && change.Job.State == Job.State && change.Job.Attempt == Job.Attempt
            ? change with { Progress = Latest.Progress, LogTail = Latest.LogTail }
            : change;
}
