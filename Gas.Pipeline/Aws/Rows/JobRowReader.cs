using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>Reads rows from the table itself, as last committed.</summary>
internal sealed class JobRowReader(IAmazonDynamoDB dynamo, AwsNames names, TimeProvider time)
{
    /// <summary>DynamoDB's own limit.</summary>
    public const int MostAtOnce = 100;

    private const int MostTries = 8;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);

    public async Task<JobRow?> FindAsync(JobId id, CancellationToken cancellation)
    {
        var found = await dynamo.GetItemAsync(new() { TableName = names.JobsTable, Key = JobRow.KeyOf(id), ConsistentRead = true }, cancellation);
        return JobRow.Read(found.Item);
    }

    /// <summary>Those rows that are there, in the order of <paramref name="ids"/>, of which there may be at most <see cref="MostAtOnce"/>.</summary>
    /// <exception cref="ProvisionedThroughputExceededException">The table gave a part only, again and again.</exception>
    public async Task<IReadOnlyList<JobRow>> FindAsync(IReadOnlyCollection<JobId> ids, CancellationToken cancellation)
    {
        var rows = new Dictionary<JobId, JobRow>(ids.Count);
        var wanted = new KeysAndAttributes { Keys = [.. ids.Distinct().Select(JobRow.KeyOf)], ConsistentRead = true };
        for (var (tries, wait) = (0, FirstWait); wanted is { Keys.Count: > 0 }; tries++, wait *= 2)
        {
            if (tries == MostTries)
            {
                throw new ProvisionedThroughputExceededException($"The table {names.JobsTable} gave no more than a part of {ids.Count} rows, {MostTries} times.");
            }

            if (tries > 0)
            {
                await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), time, cancellation);
            }

            var found = await dynamo.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [names.JobsTable] = wanted } }, cancellation);
            foreach (var row in (found.Responses?.GetValueOrDefault(names.JobsTable) ?? []).Select(JobRow.Read).OfType<JobRow>())
            {
                rows[row.Job.Id] = row;
            }

            wanted = found.UnprocessedKeys?.GetValueOrDefault(names.JobsTable);
        }

        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }
}
