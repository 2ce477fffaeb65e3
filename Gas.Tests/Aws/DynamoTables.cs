using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Rows;
using Gas.Tests.Embedded;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Aws;

/// <summary>Tables of a test's own on the peer, made as <c>aws init</c> makes them, and instances of the service that share them.</summary>
internal sealed class DynamoTables : IAsyncDisposable
{
    private readonly AwsNames _names;
    private readonly List<DynamoInstance> _instances = [];

    private readonly string _address;

    private DynamoTables(string address)
    {
        _address = address;
        _names = new AwsNames(Options.Create(new AwsOptions { Prefix = $"t{Guid.NewGuid():n}-", InputsBucket = "gas-inputs", ResultsBucket = "gas-results" }));
        Client = NewClient(address);
    }

    public TestClock Clock { get; } = new();

    public AwsNames Names => _names;

    /// <summary>A client beside those of the instances, which no wire stands in the way of.</summary>
    public IAmazonDynamoDB Client { get; }

    public static async Task<DynamoTables> CreateAsync(CancellationToken cancellation)
    {
        var tables = new DynamoTables(await DynamoPeer.AddressAsync());
        foreach (var shape in new[] { JobTable.Jobs(tables._names.JobsTable), JobTable.Tallies(tables._names.TalliesTable) })
        {
            await new DynamoDbTable(tables.Client, TimeProvider.System, shape).CreateAsync(cancellation);
        }

        return tables;
    }

    public static AmazonDynamoDBClient NewClient(string address, DelegatingHandler? wire = null, TimeSpan? patience = null)
    {
        var config = new AmazonDynamoDBConfig
        {
            ServiceURL = address,
            AuthenticationRegion = "us-east-1",
            RetryMode = RequestRetryMode.Standard,
        };
        if (patience is { } time)
        {
            config.Timeout = time;
        }

        if (wire is not null)
        {
            config.HttpClientFactory = new WiredClientFactory(wire);
        }

        return new AmazonDynamoDBClient(new BasicAWSCredentials("test", "test"), config);
    }

    /// <param name="wire">Stands between the SDK's retries and the peer.</param>
    /// <param name="patience">How long each request may take.</param>
    public DynamoInstance NewInstance(DelegatingHandler? wire = null, TimeSpan? patience = null)
    {
        var instance = new DynamoInstance(NewClient(_address, wire, patience), _names, Clock);
        _instances.Add(instance);
        return instance;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            instance.Dispose();
        }

        await Client.DeleteTableAsync(_names.JobsTable);
        await Client.DeleteTableAsync(_names.TalliesTable);
        Client.Dispose();
    }
}
