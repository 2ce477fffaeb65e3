using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>A job store that does not answer any call but with a fault.</summary>
internal sealed class DownJobStore : IJobStore
{
    private static IOException Down => new("The job store is down.");

    public Task<bool> AddAsync(Job job, CancellationToken cancellation) => throw Down;

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation) => throw Down;

    public Task<bool> TrySaveAsync(Job job, CancellationToken cancellation) => throw Down;

    public Task<bool> TryRemoveAsync(JobId id, long version, CancellationToken cancellation) => throw Down;

    public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellation) => throw Down;

    public Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellation) => throw Down;

    public Task<IReadOnlyDictionary<JobState, JobTally>> CountAsync(UserId? owner, CancellationToken cancellation) => throw Down;
}
