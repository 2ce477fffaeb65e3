using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Faults;

internal sealed class FaultyJobStore(IJobStore inner, FaultPlan plan) : IJobStore
{
    /// <summary>The port without faults, for those who only look.</summary>
    public IJobStore Inner => inner;

    public Task<bool> AddAsync(Job job, CancellationToken cancellation) =>
        plan.CallAsync("add", () => inner.AddAsync(job, cancellation));

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation) =>
        plan.CallAsync("find", () => inner.FindAsync(id, cancellation));

    public Task<bool> TrySaveAsync(Job job, CancellationToken cancellation) =>
        plan.CallAsync($"save {job.State}", () => inner.TrySaveAsync(job, cancellation));

    public Task<bool> TryRemoveAsync(JobId id, long version, CancellationToken cancellation) =>
        plan.CallAsync("remove", () => inner.TryRemoveAsync(id, version, cancellation));

    public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellation) =>
        plan.IdleCallAsync("page", () => inner.PageAsync(query, cancellation));

    public Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellation) =>
        plan.IdleCallAsync("due", () => inner.DueAsync(now, max, cancellation));

    public Task<IReadOnlyDictionary<JobState, JobTally>> CountAsync(UserId? owner, CancellationToken cancellation) =>
        plan.IdleCallAsync("count", () => inner.CountAsync(owner, cancellation));

    public Task FlushAsync(CancellationToken cancellation) =>
        plan.CallAsync("flush", () => inner.FlushAsync(cancellation));
}
