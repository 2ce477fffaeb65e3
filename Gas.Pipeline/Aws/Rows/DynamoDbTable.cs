using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>A table as it should be: keys, indexes, billing by request, and point-in-time recovery. Encryption at rest is DynamoDB's own default.</summary>
internal sealed class DynamoDbTable(IAmazonDynamoDB dynamo, TimeProvider time, CreateTableRequest shape) : IResource
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => $"table {shape.TableName}";

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            if (await DescribeAsync(cancellation) is not { } table)
            {
                return [$"The {Name} is not there. Run 'aws init', or set Aws:Prefix and the region to where it is."];
            }

            var recovery = await RecoversAsync(cancellation) ? [] : new[] { $"The {Name} has no point-in-time recovery: a deletion by mistake could not be undone. Run 'aws init'." };
            return [.. Differences(table), .. recovery];
        }
        catch (Exception refused) when (refused is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return [$"The {Name} cannot be looked at: {refused.Message}"];
        }
    }

    public async Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellation)
    {
        var nobody = shape.KeySchema.ToDictionary(
            key => key.AttributeName,
            key => shape.AttributeDefinitions.Find(attribute => attribute.AttributeName == key.AttributeName)!.AttributeType == ScalarAttributeType.N ? RowTime.Number(0) : new AttributeValue("nobody"));
        try
        {
            // The service may not describe tables, but it may look for a row.
            await dynamo.GetItemAsync(new() { TableName = shape.TableName, Key = nobody }, cancellation);
            return [];
        }
        catch (ResourceNotFoundException)
        {
            return [Name];
        }
    }

    public async Task CreateAsync(CancellationToken cancellation)
    {
        if (await DescribeAsync(cancellation) is null)
        {
            await IgnoringAsync<ResourceInUseException>(dynamo.CreateTableAsync(shape, cancellation));
        }

        var table = await ActiveAsync(cancellation);
        foreach (var index in Missing(table))
        {
            // DynamoDB makes one index at a time, from the rows that are there.
            await dynamo.UpdateTableAsync(new()
            {
                TableName = shape.TableName,
                AttributeDefinitions = shape.AttributeDefinitions,
                GlobalSecondaryIndexUpdates = [new() { Create = new() { IndexName = index.IndexName, KeySchema = index.KeySchema, Projection = index.Projection } }],
            }, cancellation);
            table = await ActiveAsync(cancellation);
        }

        if (!IsBilledByRequest(table))
        {
            await dynamo.UpdateTableAsync(new() { TableName = shape.TableName, BillingMode = BillingMode.PAY_PER_REQUEST }, cancellation);
            await ActiveAsync(cancellation);
        }

        if (!await RecoversAsync(cancellation))
        {
            await dynamo.UpdateContinuousBackupsAsync(new() { TableName = shape.TableName, PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true } }, cancellation);
        }
    }

    private static async Task IgnoringAsync<TException>(Task task)
        where TException : Exception
    {
        try
        {
            await task;
        }
        catch (TException)
        {
            // Somebody else does the same now.
        }
    }

    /// <summary>A table of before 2018, or an emulator's, says nothing of its billing.</summary>
    private static bool IsBilledByRequest(TableDescription table) => table.BillingModeSummary?.BillingMode == BillingMode.PAY_PER_REQUEST;

    private static string Keys(List<KeySchemaElement> keys) => string.Join(" and ", keys.Select(key => $"{key.AttributeName} ({key.KeyType})"));

    private IEnumerable<string> Differences(TableDescription table)
    {
        if (Keys(table.KeySchema) != Keys(shape.KeySchema))
        {
            yield return $"The {Name} has the key {Keys(table.KeySchema)}, but must have {Keys(shape.KeySchema)}. A key cannot be changed: choose another Aws:Prefix.";
        }

        foreach (var wanted in shape.AttributeDefinitions)
        {
            if (table.AttributeDefinitions?.Find(there => there.AttributeName == wanted.AttributeName) is { } there && there.AttributeType != wanted.AttributeType)
            {
                yield return $"The {Name} takes {wanted.AttributeName} for {there.AttributeType}, but it must be {wanted.AttributeType}. That cannot be changed: choose another Aws:Prefix.";
            }
        }

        foreach (var index in Missing(table))
        {
            yield return $"The {Name} lacks the index {index.IndexName}. Run 'aws init'.";
        }

        foreach (var (wanted, there) in Present(table))
        {
            if (Keys(there.KeySchema) != Keys(wanted.KeySchema))
            {
                yield return $"The index {wanted.IndexName} of the {Name} has the key {Keys(there.KeySchema)}, but must have {Keys(wanted.KeySchema)}. Delete the index and run 'aws init'.";
            }
            else if (there.Projection.ProjectionType != ProjectionType.ALL && (wanted.Projection.NonKeyAttributes ?? []).Except(there.Projection.NonKeyAttributes ?? []).ToArray() is { Length: > 0 } lacking)
            {
                yield return $"The index {wanted.IndexName} of the {Name} does not show {string.Join(" and ", lacking)}. Delete the index and run 'aws init'.";
            }
            else if (there.IndexStatus != IndexStatus.ACTIVE)
            {
                yield return $"The index {wanted.IndexName} of the {Name} is {there.IndexStatus}. Wait until it is ACTIVE.";
            }
        }

        if (!IsBilledByRequest(table))
        {
            yield return $"The {Name} is billed by provisioned capacity, which throttles a burst. Run 'aws init'.";
        }
    }

    private GlobalSecondaryIndex[] Missing(TableDescription table) =>
        [.. (shape.GlobalSecondaryIndexes ?? []).Where(wanted => !(table.GlobalSecondaryIndexes ?? []).Exists(there => there.IndexName == wanted.IndexName))];

    private IEnumerable<(GlobalSecondaryIndex Wanted, GlobalSecondaryIndexDescription There)> Present(TableDescription table) =>
        from wanted in shape.GlobalSecondaryIndexes ?? []
        join there in table.GlobalSecondaryIndexes ?? [] on wanted.IndexName equals there.IndexName
        select (wanted, there);

    private async Task<TableDescription?> DescribeAsync(CancellationToken cancellation)
    {
        try
        {
            return (await dynamo.DescribeTableAsync(shape.TableName, cancellation)).Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private async Task<TableDescription> ActiveAsync(CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Look)
        {
            if (await DescribeAsync(cancellation) is { } table && table.TableStatus == TableStatus.ACTIVE && (table.GlobalSecondaryIndexes ?? []).TrueForAll(index => index.IndexStatus == IndexStatus.ACTIVE))
            {
                return table;
            }

            await Task.Delay(Look, time, cancellation);
        }

        throw new TimeoutException($"The {Name} is not ready after {Patience.TotalMinutes} minutes. Look at it in the console, and run 'aws init' again.");
    }

    /// <summary>Emulators do not know the question, and need none of it.</summary>
    private async Task<bool> RecoversAsync(CancellationToken cancellation)
    {
        try
        {
            var backups = await dynamo.DescribeContinuousBackupsAsync(new() { TableName = shape.TableName }, cancellation);
            return backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus == PointInTimeRecoveryStatus.ENABLED;
        }
        catch (AmazonDynamoDBException unknown) when (unknown.ErrorCode is "UnknownOperationException" or "UnknownOperation")
        {
            return true;
        }
    }
}
