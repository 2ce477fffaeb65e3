using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

internal sealed partial class DynamoDbJobStore
{
    /// <summary>Rows that one sweep asks about at most; the next one goes on, because it remembers those that were not due.</summary>
    private const int MostAsked = 2000;

    public async Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellation)
    {
        // The index may be early, or a moment old, or show a row that is gone: the rows themselves decide.
        var entries = (await Task.WhenAll(Enumerable.Range(0, JobTable.Shards).Select(shard => EntriesAsync(shard, now, cancellation))))
            .SelectMany(ofShard => ofShard)
            .OrderBy(entry => entry.DueEntry)
            .Take(MostAsked)
            .Select(entry => entry.Id);

        var due = new List<Job>();
        foreach (var ids in entries.Chunk(JobRowReader.MostAtOnce))
        {
            if (due.Count >= max)
            {
                break;
            }

            foreach (var row in await _rows.FindAsync(ids, cancellation))
            {
                Remember(row);
                if (row.Job.DueAt <= now)
                {
                    due.Add(row.Job);
                }
            }
        }

        return [.. due.OrderBy(job => job.DueAt).Take(max)];
    }

    private async Task<List<(JobId Id, long DueEntry)>> EntriesAsync(int shard, DateTimeOffset now, CancellationToken cancellation)
    {
        var entries = new List<(JobId, long)>();
        await foreach (var entry in _index.DueAsync(shard, now, cancellation))
        {
            if (!(_known.TryFind(entry.Id, out var known) && known.IsNotDue(now)))
            {
                entries.Add(entry);
                if (entries.Count == MostAsked)
                {
                    break;
                }
            }
        }

        return entries;
    }
}
