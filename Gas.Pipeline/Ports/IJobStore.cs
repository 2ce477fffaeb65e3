using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>Keeps the job rows, which are the truth. Every write is durable when its task completes, touches one row, and depends on that row's version only.</summary>
public interface IJobStore
{
    /// <summary>Adds a new row; false when a row with this id exists already, which stays as it is.</summary>
    Task<bool> AddAsync(Job job, CancellationToken cancellation);

    /// <summary>The row as last committed, or null.</summary>
    Task<Job?> FindAsync(JobId id, CancellationToken cancellation);

    /// <summary>The row, perhaps as this instance saw it a moment ago: for those whose next step is a write that depends on its version. Null is certain.</summary>
    Task<Job?> RecallAsync(JobId id, CancellationToken cancellation) => FindAsync(id, cancellation);

    /// <summary>
    /// Replaces the row if it is still at the version before <paramref name="job"/>'s; false when it is not or is gone. False is certain: a provider that
    /// repeats a write by itself finds out whether its first try was the one that succeeded, for callers remove what they could not record.
    /// </summary>
    Task<bool> TrySaveAsync(Job job, CancellationToken cancellation);

    /// <summary>Removes the row if it is still at <paramref name="version"/>; false when it is not or is gone.</summary>
    Task<bool> TryRemoveAsync(JobId id, long version, CancellationToken cancellation);

    /// <summary>One page of rows, newest first. Rows that are being deleted are left out.</summary>
    Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellation);

    /// <summary>Rows whose <see cref="Job.DueAt"/> has come, the longest due first.</summary>
    Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellation);

    /// <summary>How many rows there are by state and how long their results are, of one owner or (null) of all; kept, not counted. A state without rows is left out.</summary>
    Task<IReadOnlyDictionary<JobState, JobTally>> CountAsync(UserId? owner, CancellationToken cancellation);

    /// <summary>As <see cref="CountAsync"/> of one owner, but what other instances have changed may be seen seconds late: for what only has to be fair.</summary>
    Task<IReadOnlyDictionary<JobState, JobTally>> GlanceAsync(UserId owner, CancellationToken cancellation) => CountAsync(owner, cancellation);

    /// <summary>Writes what the provider gathers before it writes it: for a process that ends without having run as a host.</summary>
    Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;
}
