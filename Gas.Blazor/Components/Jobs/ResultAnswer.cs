using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Jobs;

/// <summary>What a job says of its result.</summary>
public enum ResultAnswer
{
    NotCompleted,
    Download,
    Upgrade,
    BeingRestored,
}

/// <summary>Chooses the answer.</summary>
public static class ResultAnswers
{
    /// <summary>In this order: no result; hot, and so to be downloaded (never archived, or restored); cold, and the plan does not bring it back; on its way back.</summary>
    public static ResultAnswer Of(Job job)
    {
        if (job.Result is null)
        {
            return ResultAnswer.NotCompleted;
        }

        if (job.IsResultHot)
        {
            return ResultAnswer.Download;
        }

        // A retrieval that was begun is finished, whatever has become of the plan.
        return job.Plan != Plan.Premium && job.State == JobState.Archived ? ResultAnswer.Upgrade : ResultAnswer.BeingRestored;
    }
}
