using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline.Stepped;

internal sealed class WatchedJobStore(IJobStore inner, StorageWatch watch) : IJobStore
{
    public async Task<bool> AddAsync(Job job, CancellationToken cancellation) => Noted(await inner.AddAsync(job, cancellation), job);

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation) => inner.FindAsync(id, cancellation);

    public async Task<bool> TrySaveAsync(Job job, CancellationToken cancellation) => Noted(await inner.TrySaveAsync(job, cancellation), job);

    public async Task<bool> TryRemoveAsync(JobId id, long version, CancellationToken cancellation)
    {
        var removed = await inner.TryRemoveAsync(id, version, cancellation);
        if (removed)
        {
            watch.Removed(id);
        }

        return removed;
    }

    public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellation) => inner.PageAsync(query, cancellation);

    public Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellation) => inner.DueAsync(now, max, cancellation);

    public Task<IReadOnlyDictionary<JobState, JobTally>> CountAsync(UserId? owner, CancellationToken cancellation) => inner.CountAsync(owner, cancellation);

    private bool Noted(bool saved, Job job)
    {
        if (saved)
        {
            watch.Saved(job);
        }

        return saved;
    }
}
