using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Operation;

/// <summary>The deeds in words, and to which jobs they can be done.</summary>
public static class JobDeedLook
{
    public static string Word(this JobDeed deed) => L[deed.English()];

    /// <summary>The word as the audit trail keeps it.</summary>
    public static string English(this JobDeed deed) => deed switch
    {
        JobDeed.Cancel => Text("Cancel"),
        JobDeed.Retry => Text("Try again"),
        JobDeed.Requeue => Text("Re-queue"),
        JobDeed.Delete => Text("Delete"),
    };

    /// <summary>Of one that is done.</summary>
    public static string Done(this JobDeed deed) => deed switch
    {
        JobDeed.Cancel => L["cancelled"],
        JobDeed.Retry => L["queued again"],
        JobDeed.Requeue => L["sent to its worker again"],
        JobDeed.Delete => L["being deleted"],
    };

    /// <summary>What will happen, for the question before it does.</summary>
    public static string Meaning(this JobDeed deed) => deed switch
    {
        JobDeed.Cancel => L["What waits or runs stops; the files are kept, and it can be started again."],
        JobDeed.Retry => L["What failed or was cancelled is annotated again from its stored file."],
        JobDeed.Requeue => L["The message that tells a worker to look is sent again. Nothing else changes; it is safe to repeat."],
        JobDeed.Delete => L["The input, the result, its index, the summary and the log go, also from the archive. It cannot be undone."],
    };

    public static bool Fits(this JobDeed deed, Job job) => deed.Fits(job.State, job.ReadyAt is not null);

    /// <param name="isWaiting">A stage is to be done that nobody is at.</param>
    public static bool Fits(this JobDeed deed, JobState state, bool isWaiting) => deed switch
    {
        JobDeed.Cancel => state is JobState.Queued or JobState.Annotating,
        JobDeed.Retry => state is JobState.Failed or JobState.Cancelled,
        JobDeed.Requeue => isWaiting,
        JobDeed.Delete => state != JobState.Deleting,
    };
}
