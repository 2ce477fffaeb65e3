using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

/// <summary>What <c>aws init</c> and <c>aws check</c> do about the tables, and how the provider is wired to them.</summary>
public sealed class DynamoDbTableTests
{
    private readonly string _prefix = $"t{Guid.NewGuid():n}-";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_are_missed_made_and_well()
    {
        await using var services = await ServicesAsync();
        var tables = services.GetServices<IResource>().OfType<DynamoDbTable>().ToArray();
        Assert.Equal([$"table {_prefix}annotations", $"table {_prefix}tallies"], tables.Select(table => table.Name));
        foreach (var table in tables)
        {
            Assert.Contains("is not there", Assert.Single(await table.CheckAsync(Cancellation)), StringComparison.Ordinal);
            await table.CreateAsync(Cancellation);
            Assert.Empty(await table.CheckAsync(Cancellation));
            await table.CreateAsync(Cancellation);
            Assert.Empty(await table.CheckAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_table_without_an_index_gets_it()
    {
        // The peer insists on a provisioned throughput for a new index, which AWS forbids here: so its answer is given in its place.
        var updates = 0;
        var wire = new Wire();
        using var client = DynamoTables.NewClient(await DynamoPeer.AddressAsync(), wire);
        var shape = JobTable.Jobs($"{_prefix}annotations");
        shape.GlobalSecondaryIndexes.RemoveAll(index => index.IndexName == JobTable.DueIndex);
        shape.AttributeDefinitions.RemoveAll(attribute => attribute.AttributeName == JobTable.DueAt);
        await new DynamoDbTable(client, TimeProvider.System, shape).CreateAsync(Cancellation);

        var table = new DynamoDbTable(client, TimeProvider.System, JobTable.Jobs(shape.TableName));
        Assert.Contains("lacks the index due_index", Assert.Single(await table.CheckAsync(Cancellation)), StringComparison.Ordinal);
        wire.Answer = operation => operation == "UpdateTable" && ++updates > 0 ? new HttpResponseMessage { Content = new StringContent("{}") } : null;
        await table.CreateAsync(Cancellation);
        Assert.Equal(1, updates);
    }

    [Fact]
    public async Task A_table_of_another_shape_is_named_with_what_is_wrong()
    {
        await using var services = await ServicesAsync();
        var client = services.GetRequiredService<IAmazonDynamoDB>();
        await client.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = $"{_prefix}tallies",
                AttributeDefinitions = [new("user_id", ScalarAttributeType.S)],
                KeySchema = [new("user_id", KeyType.HASH)],
                BillingMode = BillingMode.PROVISIONED,
                ProvisionedThroughput = new(5, 5),
            },
            Cancellation);
        var findings = await services.GetServices<IResource>().OfType<DynamoDbTable>().Last().CheckAsync(Cancellation);
        Assert.Contains(findings, finding => finding.Contains("has the key user_id (HASH), but must have shard (HASH) and user_id (RANGE)", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Contains("billed by provisioned capacity", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_that_cannot_be_reached_is_a_finding_and_no_crash()
    {
        await using var services = await ServicesAsync("http://127.0.0.1:9");
        var findings = await services.GetServices<IResource>().OfType<DynamoDbTable>().First().CheckAsync(Cancellation);
        Assert.Contains("cannot be looked at", Assert.Single(findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keeper_writes_at_the_stop_what_is_still_noted()
    {
        await using var services = await ServicesAsync();
        foreach (var table in services.GetServices<IResource>().OfType<DynamoDbTable>())
        {
            await table.CreateAsync(Cancellation);
        }

        var keeper = services.GetServices<IHostedService>().OfType<TallyKeeper>().Single();
        await keeper.StartAsync(Cancellation);
        await services.GetRequiredService<IJobStore>().AddAsync(Queued(), Cancellation);
        await keeper.StopAsync(Cancellation);

        await using var others = await ServicesAsync();
        Assert.Equal(1, (await others.GetRequiredService<IJobStore>().CountAsync(Ann, Cancellation))[JobState.Queued].Jobs);
    }

    private async Task<ServiceProvider> ServicesAsync(string? address = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aws:Region"] = "eu-central-1",
            ["Aws:Prefix"] = _prefix,
            ["Aws:InputsBucket"] = "gas-inputs",
            ["Aws:ResultsBucket"] = "gas-results",
            ["Aws:Endpoints:DynamoDb"] = address ?? await DynamoPeer.AddressAsync(),
        }).Build();
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", AwsPeer.AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", AwsPeer.SecretKey);
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<JobFeed>()
            .AddSingleton<PlanFeed>()
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddAws(configuration)
            .BuildServiceProvider();
    }
}
