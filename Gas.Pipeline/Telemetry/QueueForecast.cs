using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers;

namespace Gas.Pipeline.Telemetry;

/// <summary>Judges how long a job will wait for a worker of this process, from how long the latest runs took and what the workers are at.</summary>
public sealed class QueueForecast(Throughput throughput, WorkBoard board, PlanCatalog plans, TimeProvider time)
{
    /// <summary>Fewer runs tell too little.</summary>
    private const int LeastRuns = 3;

    /// <param name="plan">Of the job that waits: its owner's other jobs may hold it back, so that it is told too long a time rather than too short a one.</param>
    /// <param name="ahead">Jobs that come before it.</param>
    /// <returns>Zero where a place is free; null where there is nothing to judge by, or no work is taken.</returns>
    public TimeSpan? WaitFor(Plan plan, long ahead)
    {
        if (throughput.MeanRun(LeastRuns) is not { } usual || board.Read().FirstOrDefault(one => one.Stage == Stage.Annotate) is not { IsPaused: false } worker)
        {
            return null;
        }

        if (worker.Work.Count + ahead < worker.Places)
        {
            return TimeSpan.Zero;
        }

        var now = time.GetUtcNow();
        var places = plans.Of(plan).JobsAtOnce is > 0 and var limit ? Math.Min(limit, worker.Places) : worker.Places;
        return worker.Work.Aggregate(usual * ahead, (sum, work) => sum + RestOf(now - work.Since, usual)) / places;
    }

    /// <summary>A run that has taken longer than usual may well take as long again.</summary>
    private static TimeSpan RestOf(TimeSpan past, TimeSpan usual) => past < usual ? usual - past : past;
}
