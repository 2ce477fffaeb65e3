using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>The rows that this instance wrote a moment ago, of which it expects to be asked next: each spares a read.</summary>
internal sealed class RecentRows(TimeProvider time)
{
    private const int Most = 2000;

    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<JobId, (Job Job, DateTimeOffset At)> _rows = new();

    public void Remember(Job job)
    {
        if (_rows.Count >= Most)
        {
            _rows.Clear();
        }

        _rows[job.Id] = (job, time.GetUtcNow());
    }

    /// <summary>Each is given once: who comes again has reason to look.</summary>
    public bool TryTake(JobId id, [NotNullWhen(true)] out Job? job)
    {
        job = _rows.TryRemove(id, out var row) && time.GetUtcNow() - row.At < Moment ? row.Job : null;
        return job is not null;
    }
}
