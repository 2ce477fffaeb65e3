using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

internal sealed partial class DynamoDbTallies
{
    /// <summary>How old a sum may be, for each megabyte of items that it took: so that asking often costs the same with ten owners and with a million.</summary>
    private static readonly TimeSpan AgeByPage = TimeSpan.FromSeconds(5);

    private TallySheet _sum = new();

    /// <summary>What this instance has changed and the sum does not have.</summary>
    private TallySheet _sinceSum = new();
    private DateTimeOffset _sumGoodUntil = DateTimeOffset.MinValue;

    public async Task<IReadOnlyDictionary<JobState, JobTally>> CountAllAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_sumGoodUntil <= time.GetUtcNow())
            {
                await SumUpAsync(cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }

        lock (_lock)
        {
            var all = new TallySheet();
            all.Add(_sum);
            all.Add(_sinceSum);
            return all.ToCounts();
        }
    }

    /// <summary>Nothing is written meanwhile by this instance, so an item has all that it wrote before and nothing after.</summary>
    private async Task SumUpAsync(CancellationToken cancellation)
    {
        var began = time.GetUtcNow();
        var sum = new TallySheet();
        var lastWrites = new Dictionary<UserId, string>();
        var pages = 0;
        for (var shard = 0; shard < JobTable.Shards; shard++)
        {
            var query = new QueryRequest
            {
                TableName = names.TalliesTable,
                ConsistentRead = true,
                KeyConditionExpression = "#shard = :shard",
                ExpressionAttributeNames = new() { ["#shard"] = JobTable.Shard },
                ExpressionAttributeValues = new() { [":shard"] = RowTime.Number(shard) },
            };
            do
            {
                var page = await dynamo.QueryAsync(query, cancellation);
                pages++;
                foreach (var item in page.Items ?? [])
                {
                    var owner = new UserId(item[JobTable.UserId].S);
                    var row = TallyRow.Read(item);
                    sum.Add(row.Sheet);
                    lastWrites[owner] = row.LastWrite;
                    if (row.IsInDoubt(began))
                    {
                        Doubts.Raise(owner);
                    }
                }

                query.ExclusiveStartKey = page.LastEvaluatedKey;
            }
            while (query.ExclusiveStartKey is { Count: > 0 });
        }

        lock (_lock)
        {
            _sum = sum;
            _sinceSum = new TallySheet();
            foreach (var (owner, mine) in _owners)
            {
                _sinceSum.Add(mine.Missing(lastWrites.GetValueOrDefault(owner)));
            }

            _sumGoodUntil = began + (AgeByPage * Math.Max(1, pages - JobTable.Shards + 1));
        }
    }
}
