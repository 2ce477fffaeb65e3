using Amazon.DynamoDBv2;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Rows;

namespace Gas.Tests.Aws;

/// <summary>What one process of the service has of the rows.</summary>
internal sealed class DynamoInstance : IDisposable
{
    private readonly IAmazonDynamoDB _client;

    public DynamoInstance(IAmazonDynamoDB client, AwsNames names, TimeProvider time)
    {
        _client = client;
        Tallies = new DynamoDbTallies(client, names, time);
        Store = new DynamoDbJobStore(client, names, Tallies, time);
        Recount = new TallyRecount(client, names, Tallies, time);
    }

    public DynamoDbTallies Tallies { get; }

    public DynamoDbJobStore Store { get; }

    public TallyRecount Recount { get; }

    public void Dispose()
    {
        Tallies.Dispose();
        _client.Dispose();
    }
}
