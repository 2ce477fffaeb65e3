using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>Reads the indexes in order, page after page, as far as whoever asks goes on. Nothing is scanned.</summary>
internal sealed class JobIndex(IAmazonDynamoDB dynamo, AwsNames names)
{
    /// <summary>An owner's entries, newest first, from below <paramref name="place"/> on.</summary>
    /// <param name="limit">Entries a request.</param>
    public IAsyncEnumerable<IndexEntry> OfOwnerAsync(UserId owner, JobCursor place, int limit, CancellationToken cancellation) =>
        NewestFirstAsync(JobTable.OwnerIndex, JobTable.UserId, new(owner.Value), place, limit, cancellation);

    /// <summary>Everybody's: the shards side by side, always the newest of their heads.</summary>
    public async IAsyncEnumerable<IndexEntry> OfAllAsync(JobCursor place, int limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var order = Comparer<JobCursor>.Create(IndexEntry.CompareNewestFirst);
        var heads = new PriorityQueue<IAsyncEnumerator<IndexEntry>, JobCursor>(order);
        var shards = Enumerable.Range(0, JobTable.Shards)
            .Select(shard => NewestFirstAsync(JobTable.TimeIndex, JobTable.Shard, RowTime.Number(shard), place, limit, cancellation).GetAsyncEnumerator(cancellation))
            .ToArray();
        try
        {
            var begun = await Task.WhenAll(shards.Select(shard => shard.MoveNextAsync().AsTask()));
            foreach (var (shard, any) in shards.Zip(begun))
            {
                if (any)
                {
                    heads.Enqueue(shard, shard.Current.Place);
                }
            }

            while (heads.TryDequeue(out var newest, out _))
            {
                yield return newest.Current;
                if (await newest.MoveNextAsync())
                {
                    heads.Enqueue(newest, newest.Current.Place);
                }
            }
        }
        finally
        {
            foreach (var shard in shards)
            {
                await shard.DisposeAsync();
            }
        }
    }

    /// <summary>One shard's entries that have come due, the longest due first.</summary>
    public async IAsyncEnumerable<(JobId Id, long DueEntry)> DueAsync(int shard, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = Query(JobTable.DueIndex, JobTable.Shard, RowTime.Number(shard), JobTable.DueAt, RowTime.Seconds(now), newestFirst: false);
        await foreach (var item in PagesAsync(query, cancellation))
        {
            yield return (JobId.Parse(item[JobTable.JobId].S), RowTime.ToNumber(item[JobTable.DueAt]));
        }
    }

    /// <summary>DynamoDB promises no order among equal keys, so a run of them is put in order here; that makes a cursor exact over all shards.</summary>
    private async IAsyncEnumerable<IndexEntry> NewestFirstAsync(string index, string hashName, AttributeValue hash, JobCursor place, int limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = Query(index, hashName, hash, JobTable.SubmitTime, RowTime.Exact(place.Submitted), newestFirst: true);
        query.Limit = limit;
        var run = new List<IndexEntry>();
        await foreach (var item in PagesAsync(query, cancellation))
        {
            var entry = IndexEntry.Read(item);
            if (run.Count > 0 && run[0].Place.Submitted != entry.Place.Submitted)
            {
                foreach (var ordered in InOrder(run))
                {
                    yield return ordered;
                }

                run.Clear();
            }

            if (IndexEntry.CompareNewestFirst(place, entry.Place) < 0)
            {
                run.Add(entry);
            }
        }

        foreach (var ordered in InOrder(run))
        {
            yield return ordered;
        }
    }

    private static List<IndexEntry> InOrder(List<IndexEntry> run)
    {
        run.Sort((one, other) => IndexEntry.CompareNewestFirst(one.Place, other.Place));
        return run;
    }

    private QueryRequest Query(string index, string hashName, AttributeValue hash, string rangeName, AttributeValue upTo, bool newestFirst) => new()
    {
        TableName = names.JobsTable,
        IndexName = index,
        KeyConditionExpression = "#hash = :hash AND #range <= :upTo",
        ExpressionAttributeNames = new() { ["#hash"] = hashName, ["#range"] = rangeName },
        ExpressionAttributeValues = new() { [":hash"] = hash, [":upTo"] = upTo },
        ScanIndexForward = !newestFirst,
    };

    private async IAsyncEnumerable<Dictionary<string, AttributeValue>> PagesAsync(QueryRequest query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        do
        {
            var page = await dynamo.QueryAsync(query, cancellation);
            foreach (var item in page.Items ?? [])
            {
                yield return item;
            }

            query.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (query.ExclusiveStartKey is { Count: > 0 });
    }
}
