using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Jobs;

/// <summary>The latest that the page of one job knows of it. For one circuit's dispatcher.</summary>
public sealed class LiveJob(JobChange first)
{
    public LiveJob(Job job)
        : this(new JobChange(job))
    {
    }

    public JobChange Latest { get; private set; } = first;

    public Job Job => Latest.Job;

    /// <summary>Takes the news unless something newer is known; true when it was taken.</summary>
    public bool Offer(JobChange change)
    {
        var known = JobStanding.Of(Latest);
        if (!known.IsBefore(change))
        {
            return false;
        }

        Latest = known.KeepsProgress(change) ? change with { Progress = Latest.Progress, LogTail = Latest.LogTail } : change;
        return true;
    }
}
