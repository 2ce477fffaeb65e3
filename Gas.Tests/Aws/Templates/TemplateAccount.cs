using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Aws.Templates;

/// <summary>An account on the peers in which the template's resources are made, as CloudFormation makes them.</summary>
internal sealed class TemplateAccount : IAsyncDisposable
{
    private const string Origin = "https://gas.lab.example";

    private readonly S3Peer _s3;
    private readonly ServiceProvider _services;

    private TemplateAccount(S3Peer s3, string dynamo, Uri fauxqs)
    {
        _s3 = s3;
        var prefix = $"t{Guid.NewGuid().ToString("N")[..12]}-";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aws:ServiceURL"] = fauxqs.ToString(),
            ["Aws:Endpoints:DynamoDb"] = dynamo,
            ["Aws:Region"] = "us-east-1",
            ["Aws:Prefix"] = prefix,
            ["Aws:InputsBucket"] = prefix + "inputs",
            ["Aws:ResultsBucket"] = prefix + "results",
            ["Aws:DirectTransfers"] = "true",
            ["Aws:Origin"] = Origin,
        }).Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddAws(configuration)
            .Replace(ServiceDescriptor.Singleton<IAmazonS3>(new AmazonS3Client(
                new BasicAWSCredentials(AwsPeer.AccessKey, AwsPeer.SecretKey),
                new AmazonS3Config { ServiceURL = s3.Address, AuthenticationRegion = "us-east-1", ForcePathStyle = true })))
            .BuildServiceProvider();
        Template = new CloudTemplate("arn:aws:sqs:us-east-1:000000000000:any", new()
        {
            ["Prefix"] = prefix,
            ["InputsBucket"] = Names.InputsBucket,
            ["ResultsBucket"] = Names.ResultsBucket,
            ["Origin"] = Origin,
        });
    }

    public CloudTemplate Template { get; }

    public AwsNames Names => _services.GetRequiredService<AwsNames>();

    public IEnumerable<IResource> Resources => _services.GetServices<IResource>();

    public static async Task<TemplateAccount> OpenAsync(CancellationToken cancellation) =>
        new(await S3Peer.StartAsync(TimeProvider.System, cancellation), await DynamoPeer.AddressAsync(), (await FauxqsPeer.SharedAsync()).Address);

    public async Task DeployAsync(CancellationToken cancellation)
    {
        foreach (var table in Template.Of("AWS::DynamoDB::Table").Values)
        {
            await MakeTableAsync(table, cancellation);
        }

        // Dead letters first: the others point to them.
        foreach (var queue in Template.Of("AWS::SQS::Queue").Values.OrderBy(queue => queue["RedrivePolicy"] is not null))
        {
            await MakeQueueAsync(queue, cancellation);
        }

        await MakeTopicsAsync(cancellation);
        foreach (var bucket in Template.Of("AWS::S3::Bucket").Values)
        {
            await MakeBucketAsync(bucket, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _s3.DisposeAsync();
    }

    private async Task MakeTableAsync(JsonNode table, CancellationToken cancellation) =>
        await _services.GetRequiredService<IAmazonDynamoDB>().CreateTableAsync(
            new CreateTableRequest
            {
                TableName = Text(table, "TableName"),
                BillingMode = Text(table, "BillingMode"),
                AttributeDefinitions = [.. List(table, "AttributeDefinitions").Select(one => new AttributeDefinition(Text(one, "AttributeName"), Text(one, "AttributeType")))],
                KeySchema = KeysOf(table),
                GlobalSecondaryIndexes = table["GlobalSecondaryIndexes"] is null ? null : [.. List(table, "GlobalSecondaryIndexes").Select(index => new GlobalSecondaryIndex
                {
                    IndexName = Text(index, "IndexName"),
                    KeySchema = KeysOf(index),
                    Projection = new()
                    {
                        ProjectionType = Text(index["Projection"]!, "ProjectionType"),
                        NonKeyAttributes = index["Projection"]!["NonKeyAttributes"] is null ? null : [.. List(index["Projection"]!, "NonKeyAttributes").Select(name => (string)name!)],
                    },
                })],
            },
            cancellation);

    private async Task MakeQueueAsync(JsonNode queue, CancellationToken cancellation)
    {
        var name = Text(queue, "QueueName");
        var attributes = queue.AsObject().Where(one => one.Key != "QueueName").ToDictionary(one => one.Key, one => one.Value!.ToJsonString());
        if (Template.Of("AWS::SQS::QueuePolicy").Values.SingleOrDefault(policy => (string)List(policy, "Queues").Single()! == name) is { } policy)
        {
            attributes["Policy"] = policy["PolicyDocument"]!.ToJsonString();
        }

        await _services.GetRequiredService<IAmazonSQS>().CreateQueueAsync(new CreateQueueRequest(name) { Attributes = attributes }, cancellation);
    }

    private async Task MakeTopicsAsync(CancellationToken cancellation)
    {
        var sns = _services.GetRequiredService<IAmazonSimpleNotificationService>();
        foreach (var topic in Template.Of("AWS::SNS::Topic").Values)
        {
            await sns.CreateTopicAsync(new CreateTopicRequest { Name = Text(topic, "TopicName") }, cancellation);
        }

        foreach (var subscription in Template.Of("AWS::SNS::Subscription").Values)
        {
            await sns.SubscribeAsync(
                new SubscribeRequest
                {
                    TopicArn = Text(subscription, "TopicArn"),
                    Protocol = Text(subscription, "Protocol"),
                    Endpoint = Text(subscription, "Endpoint"),
                    Attributes = new() { ["RawMessageDelivery"] = subscription["RawMessageDelivery"]!.ToJsonString() },
                },
                cancellation);
        }
    }

    private async Task MakeBucketAsync(JsonNode bucket, CancellationToken cancellation)
    {
        var s3 = _services.GetRequiredService<IAmazonS3>();
        var name = Text(bucket, "BucketName");
        await s3.PutBucketAsync(name, cancellation);
        await s3.PutPublicAccessBlockAsync(new() { BucketName = name, PublicAccessBlockConfiguration = bucket["PublicAccessBlockConfiguration"].Deserialize<PublicAccessBlockConfiguration>() }, cancellation);
        var encryption = Assert.Single(List(bucket["BucketEncryption"]!, "ServerSideEncryptionConfiguration"))["ServerSideEncryptionByDefault"]!;
        await s3.PutBucketEncryptionAsync(new() { BucketName = name, ServerSideEncryptionConfiguration = new() { ServerSideEncryptionRules = [new() { ServerSideEncryptionByDefault = new() { ServerSideEncryptionAlgorithm = Text(encryption, "SSEAlgorithm") } }] } }, cancellation);
        var rule = Assert.Single(List(bucket["LifecycleConfiguration"]!, "Rules"));
        await s3.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest
            {
                BucketName = name,
                Configuration = new()
                {
                    Rules = [new() { Id = Text(rule, "Id"), Status = Text(rule, "Status"), Filter = new LifecycleFilter { Prefix = "" }, AbortIncompleteMultipartUpload = new() { DaysAfterInitiation = (int)rule["AbortIncompleteMultipartUpload"]!["DaysAfterInitiation"]! } }],
                },
            },
            cancellation);
        if (bucket["CorsConfiguration"] is { } cors)
        {
            var browsers = Assert.Single(List(cors, "CorsRules"));
            await s3.PutCORSConfigurationAsync(
                new PutCORSConfigurationRequest
                {
                    BucketName = name,
                    Configuration = new() { Rules = [new() { Id = Text(browsers, "Id"), AllowedOrigins = [.. List(browsers, "AllowedOrigins").Select(one => (string)one!)], AllowedMethods = [.. List(browsers, "AllowedMethods").Select(one => (string)one!)], MaxAgeSeconds = (int)browsers["MaxAge"]! }] },
                },
                cancellation);
        }

        if (bucket["NotificationConfiguration"] is { } notices)
        {
            var told = Assert.Single(List(notices, "QueueConfigurations"));
            var filter = Assert.Single(List(told["Filter"]!["S3Key"]!, "Rules"));
            await s3.PutBucketNotificationAsync(
                new PutBucketNotificationRequest
                {
                    BucketName = name,
                    QueueConfigurations = [new() { Id = "one", Queue = Text(told, "Queue"), Events = [Text(told, "Event")], Filter = new() { S3KeyFilter = new() { FilterRules = [new(Text(filter, "Name"), Text(filter, "Value"))] } } }],
                },
                cancellation);
        }
    }

    private static List<KeySchemaElement> KeysOf(JsonNode node) => [.. List(node, "KeySchema").Select(key => new KeySchemaElement(Text(key, "AttributeName"), Text(key, "KeyType")))];

    private static string Text(JsonNode node, string key) => (string)node[key]!;

    private static IEnumerable<JsonNode> List(JsonNode node, string key) => node[key]!.AsArray().Select(one => one!);
}
