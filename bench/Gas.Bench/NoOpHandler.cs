using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers;

namespace Gas.Bench;

/// <summary>Completes a job without doing anything for it, and notes when it was started.</summary>
internal sealed class NoOpHandler(JobLedger ledger, TimeProvider time) : IStageHandler
{
    private static readonly StoredFile Nothing = new("results/none", 0, "");
    private int _left;
    private TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentDictionary<JobId, long> Starts { get; } = new();

    public Stage Stage => Stage.Annotate;

    public int Concurrency => 512;

    public Task Expect(int jobs)
    {
        Starts.Clear();
        _left = jobs;
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _done.Task;
    }

    public async Task HandleAsync(JobInHand work, CancellationToken cancellation)
    {
        Starts[work.Job.Id] = time.GetTimestamp();
        var result = new JobResult(Nothing, null, Nothing, 0, 0);
        await ledger.RecordAsync(work.Job, new JobEvent.Annotated(work.Lease.Token, result, Nothing), cancellation);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.TrySetResult();
        }
    }
}
