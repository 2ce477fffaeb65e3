using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>Job rows in DynamoDB: one item a job, written by conditional writes of that item only. See docs/adr/20261125-rows-in-dynamodb.md.</summary>
internal sealed partial class DynamoDbJobStore(IAmazonDynamoDB dynamo, AwsNames names, DynamoDbTallies tallies, TimeProvider time) : IJobStore
{
    private readonly JobIndex _index = new(dynamo, names);
    private readonly JobRowReader _rows = new(dynamo, names, time);
    private readonly KnownRows _known = new();
    private readonly RecentRows _recent = new(time);

    public async Task<bool> AddAsync(Job job, CancellationToken cancellation)
    {
        var row = new JobRow(job, NewToken(), DueEntry.Of(job, null, time.GetUtcNow()));
        var request = new PutItemRequest
        {
            TableName = names.JobsTable,
            Item = row.ToItem(names),
            ConditionExpression = $"attribute_not_exists({JobTable.JobId})",
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            await dynamo.PutItemAsync(request, cancellation);
        }
        catch (ConditionalCheckFailedException failed)
        {
            // The SDK may have sent the row twice, because the first answer was lost.
            if ((await PresentAsync(job.Id, failed, cancellation))?.Token != row.Token)
            {
                return false;
            }
        }
        catch
        {
            Doubt(job.Id, job.Owner);
            throw;
        }

        Remember(row);
        _recent.Remember(job);
        tallies.Note(job.Owner, null, job);
        return true;
    }

    public async Task<Job?> RecallAsync(JobId id, CancellationToken cancellation) => _recent.TryTake(id, out var job) ? job : await FindAsync(id, cancellation);

    public async Task<Job?> FindAsync(JobId id, CancellationToken cancellation)
    {
        if (await _rows.FindAsync(id, cancellation) is { } row)
        {
            Remember(row);
            return row.Job;
        }

        _known.Forget(id);
        return null;
    }

    public Task<bool> TrySaveAsync(Job job, CancellationToken cancellation) =>
        SaveAsync(job, _known.TryFind(job.Id, out var known) && known.Version == job.Version - 1 ? known : null, cancellation);

    public async Task<bool> TryRemoveAsync(JobId id, long version, CancellationToken cancellation)
    {
        var parts = new UpdateParts();
        var condition = parts.Compare(JobTable.Version, "=", RowTime.Number(version));
        var values = parts.ToRequest(names.JobsTable, JobRow.KeyOf(id), condition);
        var request = new DeleteItemRequest
        {
            TableName = values.TableName,
            Key = values.Key,
            ConditionExpression = values.ConditionExpression,
            ExpressionAttributeNames = values.ExpressionAttributeNames,
            ExpressionAttributeValues = values.ExpressionAttributeValues,
            ReturnValues = ReturnValue.ALL_OLD,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            if (JobRow.Read((await dynamo.DeleteItemAsync(request, cancellation)).Attributes)?.Job is { } removed)
            {
                tallies.Note(removed.Owner, removed, null);
            }

            _known.Forget(id);
            _recent.TryTake(id, out _);
            return true;
        }
        catch (ConditionalCheckFailedException failed)
        {
            return await PresentAsync(id, failed, cancellation) is null && WasThere(id, version);
        }
        catch
        {
            Doubt(id, null);
            throw;
        }
    }

    public Task<IReadOnlyDictionary<JobState, JobTally>> CountAsync(UserId? owner, CancellationToken cancellation) =>
        owner is { } user ? tallies.CountAsync(user, cancellation) : tallies.CountAllAsync(cancellation);

    public Task<IReadOnlyDictionary<JobState, JobTally>> GlanceAsync(UserId owner, CancellationToken cancellation) => tallies.GlanceAsync(owner, cancellation);

    public Task FlushAsync(CancellationToken cancellation) => tallies.FlushAsync(cancellation);

    private static long NewToken() => Random.Shared.NextInt64();

    /// <summary>
    /// A row that is gone names no write. One that this instance knew at that version a moment ago was removed by it just now, answer lost, or by another
    /// instance with the same intent: either way it is removed, and the tallies are to be looked at.
    /// </summary>
    private bool WasThere(JobId id, long version)
    {
        var was = _known.TryFind(id, out var known) && known.Version == version;
        Doubt(id, null);
        return was;
    }

    private void Remember(JobRow row) => _known.Remember(KnownRow.Of(row, time.GetUtcNow()));

    /// <summary>Nobody knows whether a write was done: what was known is void, and the owner's tallies are counted anew.</summary>
    private void Doubt(JobId id, UserId? owner)
    {
        if ((owner ?? (_known.TryFind(id, out var known) ? known.Owner : null)) is { } user)
        {
            tallies.Doubt(user);
        }

        _known.Forget(id);
    }

    /// <summary>The row that made a condition fail. AWS gives it along; an emulator may not.</summary>
    private async Task<JobRow?> PresentAsync(JobId id, ConditionalCheckFailedException failed, CancellationToken cancellation) =>
        JobRow.Read(failed.Item) ?? await _rows.FindAsync(id, cancellation);
}
