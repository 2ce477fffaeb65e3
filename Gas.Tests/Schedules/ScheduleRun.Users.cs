using Gas.Pipeline.Jobs;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Schedules;

/// <summary>What users do, and what they may expect of it.</summary>
internal sealed partial class ScheduleRun
{
    private async Task SubmitAsync(Step step)
    {
        var (owner, key) = (Users[step.Which % Users.Length], $"key-{_jobs.Count}");
        var content = $"{(step.Which == 0 ? NoOpAnnotator.BadInput : "fine")}: job {_jobs.Count} of {owner.Value}\n";
        var job = new ExpectedJob(JobId.ForKey(owner, key), owner, content);
        _jobs.Add(job);
        await pipeline.SubmitAsync(owner, key, content, OfARequest(step));
    }

    /// <summary>A request that stands still while its user asks again is a second wish, which comes true when it wakes up: not what is looked at here.</summary>
    private static Mishap? OfARequest(Step step) => step.Mishap is { Kind: MishapKind.Stall } ? null : step.Mishap;

    private async Task CancelAsync(Step step, ExpectedJob job)
    {
        var before = await pipeline.Store.FindAsync(job.Id, default);
        await pipeline.AskAsync(job.Id, new JobEvent.Cancelled(), OfARequest(step));
        job.IsCancelled |= before?.State is JobState.Queued or JobState.Annotating;
    }

    private async Task RetryAsync(Step step, ExpectedJob job)
    {
        var before = await pipeline.Store.FindAsync(job.Id, default);
        await pipeline.AskAsync(job.Id, new JobEvent.RetryRequested(), OfARequest(step));
        if (before?.State is JobState.Failed or JobState.Cancelled)
        {
            (job.IsCancelled, job.AnnotateMishaps) = (false, 0);
        }
    }

    private async Task DeleteAsync(Step step, ExpectedJob job)
    {
        await pipeline.AskAsync(job.Id, new JobEvent.DeleteRequested(), OfARequest(step));
        job.IsDeleted = true;
    }

    private async Task ChangeAsync(UserId user, Plan plan)
    {
        if ((await pipeline.Owners.PlanAsync(user, default)).Plan != plan)
        {
            pipeline.Owners.Change(user, plan);
        }
    }
}
