using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers;

/// <summary>One stage worker's place on the <see cref="WorkBoard"/>.</summary>
internal sealed class WorkDesk(Stage stage, int places, TimeProvider time)
{
    private readonly ConcurrentDictionary<JobId, WorkAtHand> _work = new();
    private long _beat = time.GetUtcNow().UtcTicks;

    /// <summary>The loop has come round.</summary>
    public void Beat() => Interlocked.Exchange(ref _beat, time.GetUtcNow().UtcTicks);

    public void Begin(JobId job) => _work[job] = new WorkAtHand(job, time.GetUtcNow());

    public void End(JobId job) => _work.TryRemove(job, out _);

    public WorkerStanding Read() => new(stage, places, new DateTimeOffset(Interlocked.Read(ref _beat), TimeSpan.Zero), [.. _work.Values.OrderBy(work => work.Since)]);
}
