using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Operation;

/// <summary>The deeds in words, and to which jobs they can be done.</summary>
public static class JobDeedLook
{
    public static string Word(this JobDeed deed) => deed switch
    {
        JobDeed.Cancel => "Cancel",
        JobDeed.Retry => "Try again",
        JobDeed.Requeue => "Re-queue",
        JobDeed.Delete => "Delete",
    };

    /// <summary>Of one that is done.</summary>
    public static string Done(this JobDeed deed) => deed switch
    {
        JobDeed.Cancel => "cancelled",
        JobDeed.Retry => "queued again",
        JobDeed.Requeue => "sent to its worker again",
        JobDeed.Delete => "being deleted",
    };

    /// <summary>What will happen, for the question before it does.</summary>
    public static string Meaning(this JobDeed deed) => deed switch
    {
        JobDeed.Cancel => "What waits or runs stops; the files are kept, and it can be started again.",
        JobDeed.Retry => "What failed or was cancelled is annotated again from its stored file.",
        JobDeed.Requeue => "The message that tells a worker to look is sent again. Nothing else changes; it is safe to repeat.",
        JobDeed.Delete => "The input, the result, its index, the summary and the log go, also from the archive. It cannot be undone.",
    };

    public static bool Fits(this JobDeed deed, Job job) => deed.Fits(job.State, job is { Next: not null, Lease: null });

    /// <param name="isWaiting">A stage is to be done that nobody is at.</param>
    public static bool Fits(this JobDeed deed, JobState state, bool isWaiting) => deed switch
    {
        JobDeed.Cancel => state is JobState.Queued or JobState.Annotating,
        JobDeed.Retry => state is JobState.Failed or JobState.Cancelled,
        JobDeed.Requeue => isWaiting,
        JobDeed.Delete => state != JobState.Deleting,
    };
}
