using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers;

/// <summary>Does one stage's work on a job that its worker has claimed.</summary>
public interface IStageHandler
{
    Stage Stage { get; }

    /// <summary>Jobs that this process handles at the same time.</summary>
    int Concurrency { get; }

    /// <summary>How long this job has to let others go first, or null when it may be claimed now.</summary>
    ValueTask<TimeSpan?> HoldBackAsync(Job job, CancellationToken cancellation) => ValueTask.FromResult<TimeSpan?>(null);

    /// <summary>
    /// Does an idempotent side effect and records it: copy, record, delete. Whatever it throws counts as the service's fault and is tried again;
    /// a fault of the user's file is recorded, not thrown. The token says that the claim is lost or that the service stops.
    /// </summary>
    Task HandleAsync(JobInHand work, CancellationToken cancellation);
}
