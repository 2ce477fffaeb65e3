using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Jobs;

/// <summary>A row of a list, which takes its job's news. Whoever draws it listens to <see cref="Changed"/> and draws itself again alone. For one circuit's dispatcher.</summary>
public sealed class LiveRow(JobChange first)
{
    public LiveRow(Job job)
        : this(new JobChange(job))
    {
    }

    public event Action? Changed;

    public JobLine Job { get; private set; } = JobLine.Of(first);

    /// <summary>Takes the news unless something newer is known; true when it was taken.</summary>
    public bool Offer(JobChange change)
    {
        var before = Job;
        if (!before.Standing.IsBefore(change))
        {
            return false;
        }

        var line = JobLine.Of(change);
        Job = before.Standing.KeepsProgress(change) ? line with { Progress = before.Progress } : line;
        Changed?.Invoke();
        return true;
    }
}
