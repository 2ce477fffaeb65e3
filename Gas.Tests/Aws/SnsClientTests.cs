using System.Net;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Gas.Pipeline.Aws.Sns;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Aws;

/// <summary>Our client of SNS, at the wire.</summary>
public sealed class SnsClientTests : IAsyncLifetime
{
    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:gas-news";

    /// <summary>What an encoding may stumble over.</summary>
    private const string Odd = "{\"a\": \"é + & = % ; ~ * ' ( ) 😀\"}\n\t<x/>";

    private SignedPeer? _peer;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SignedPeer Peer => _peer!;

    public async ValueTask InitializeAsync() => _peer = await SignedPeer.StartAsync("sns", Cancellation);

    public ValueTask DisposeAsync() => Peer.DisposeAsync();

    [Fact]
    public async Task Every_operation_is_signed_and_says_what_the_service_expects()
    {
        using var sns = Client();
        Peer.Answer = form => (200, SignedPeer.Result(form["Action"], form["Action"] switch
        {
            "CreateTopic" => $"<TopicArn>{Topic}</TopicArn>",
            "Subscribe" => $"<SubscriptionArn>{Topic}:1</SubscriptionArn>",
            "Publish" => "<MessageId>m-1</MessageId>",
            "GetTopicAttributes" or "GetSubscriptionAttributes" => "<Attributes><entry><key>A</key><value>1</value></entry><entry><key>B</key><value>x &amp; y</value></entry></Attributes>",
            _ => "",
        }));

        var created = await sns.CreateTopicAsync(new CreateTopicRequest { Name = "gas-news" }, Cancellation);
        Assert.Equal((Topic, "r-1"), (created.TopicArn, created.ResponseMetadata.RequestId));
        Assert.Equal("x & y", (await sns.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = Topic }, Cancellation)).Attributes["B"]);
        Assert.Equal(Topic + ":1", (await sns.SubscribeAsync(new SubscribeRequest { TopicArn = Topic, Protocol = "sqs", Endpoint = "arn:q", Attributes = new() { ["RawMessageDelivery"] = "true", ["FilterPolicy"] = Odd } }, Cancellation)).SubscriptionArn);
        Assert.Equal("1", (await sns.GetSubscriptionAttributesAsync(new GetSubscriptionAttributesRequest { SubscriptionArn = "s" }, Cancellation)).Attributes["A"]);
        await sns.SetSubscriptionAttributesAsync(new SetSubscriptionAttributesRequest { SubscriptionArn = "s", AttributeName = "RawMessageDelivery", AttributeValue = "true" }, Cancellation);
        Assert.Equal("m-1", (await sns.PublishAsync(new PublishRequest { TopicArn = Topic, Message = Odd, MessageAttributes = new() { ["from"] = new() { StringValue = "me" } } }, Cancellation)).MessageId);
        await sns.UnsubscribeAsync(new UnsubscribeRequest { SubscriptionArn = "s" }, Cancellation);

        Assert.Equal(["CreateTopic", "GetTopicAttributes", "Subscribe", "GetSubscriptionAttributes", "SetSubscriptionAttributes", "Publish", "Unsubscribe"], Peer.Requests.Select(form => form["Action"]));
        Assert.All(Peer.Requests, form => Assert.Equal("2010-03-31", form["Version"]));
        var subscribe = Peer.Requests.Single(form => form["Action"] == "Subscribe");
        Assert.Equal(("FilterPolicy", Odd, "true"), (subscribe["Attributes.entry.2.key"], subscribe["Attributes.entry.2.value"], subscribe["ReturnSubscriptionArn"]));
        var publish = Peer.Requests.Single(form => form["Action"] == "Publish");
        Assert.Equal((Odd, "from", "String", "me"), (publish["Message"], publish["MessageAttributes.entry.1.Name"], publish["MessageAttributes.entry.1.Value.DataType"], publish["MessageAttributes.entry.1.Value.StringValue"]));
    }

    [Fact]
    public async Task A_batch_tells_which_of_its_entries_failed()
    {
        using var sns = Client();
        Peer.Answer = form => (200, SignedPeer.Result("PublishBatch", """
            <Successful><member><Id>0</Id><MessageId>m</MessageId></member></Successful>
            <Failed><member><Code>InternalError</Code><Message>no</Message><SenderFault>false</SenderFault><Id>1</Id></member><member><Id>2</Id><Code>InvalidParameter</Code></member></Failed>
            """));
        var entries = Enumerable.Range(0, 3).Select(i => new PublishBatchRequestEntry { Id = $"{i}", Message = $"message {i}" }).ToArray();
        var failed = (await sns.PublishBatchAsync(new PublishBatchRequest { TopicArn = Topic, PublishBatchRequestEntries = entries }, Cancellation)).Failed;
        Assert.Equal([("1", "InternalError", "no"), ("2", "InvalidParameter", null)], failed.Select(one => (one.Id, one.Code, one.Message)));
        Assert.Equal("message 2", Peer.Requests.Single()["PublishBatchRequestEntries.member.3.Message"]);
    }

    [Fact]
    public async Task Subscriptions_are_read_page_by_page()
    {
        using var sns = Client();
        Peer.Answer = form => (200, SignedPeer.Result("ListSubscriptionsByTopic", form.ContainsKey("NextToken")
            ? "<Subscriptions><member><Endpoint>q3</Endpoint><SubscriptionArn>s3</SubscriptionArn></member></Subscriptions>"
            : "<NextToken>more</NextToken><Subscriptions><member><SubscriptionArn>s1</SubscriptionArn><Endpoint>q1</Endpoint></member><member><Endpoint>q2</Endpoint><Protocol>sqs</Protocol></member></Subscriptions>"));
        var first = await sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = Topic }, Cancellation);
        Assert.Equal([("s1", "q1", null), (null, "q2", "sqs")], first.Subscriptions.Select(one => (one.SubscriptionArn, one.Endpoint, one.Protocol)));
        var second = await sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = Topic, NextToken = first.NextToken }, Cancellation);
        Assert.Equal("s3", second.Subscriptions.Single().SubscriptionArn);
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_not_tried_again()
    {
        using var sns = Client(secret: "another");
        var refused = await Assert.ThrowsAsync<AmazonSimpleNotificationServiceException>(() => PublishAsync(sns));
        Assert.Equal(("SignatureDoesNotMatch", HttpStatusCode.Forbidden), (refused.ErrorCode, refused.StatusCode));
        Assert.Equal("The signature does not match.", refused.Message);
        Assert.Single(Peer.Requests);
    }

    [Theory]
    [InlineData("NotFound", 404, typeof(NotFoundException))]
    [InlineData("AuthorizationError", 403, typeof(AuthorizationErrorException))]
    [InlineData("InvalidParameter", 400, typeof(InvalidParameterException))]
    [InlineData("EndpointDisabled", 400, typeof(AmazonSimpleNotificationServiceException))]
    public async Task A_refusal_has_its_type_and_its_facts(string code, int status, Type type)
    {
        using var sns = Client();
        Peer.Answer = _ => (status, SignedPeer.Error(code, "because"));
        var refused = await Assert.ThrowsAnyAsync<AmazonSimpleNotificationServiceException>(() => PublishAsync(sns));
        Assert.Equal(type, refused.GetType());
        Assert.Equal((code, "because", "r-2", (HttpStatusCode)status, ErrorType.Sender), (refused.ErrorCode, refused.Message, refused.RequestId, refused.StatusCode, refused.ErrorType));
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalError")]
    [InlineData(400, "Throttling")]
    public async Task What_may_pass_is_tried_again_each_time_with_a_good_signature(int status, string code)
    {
        using var sns = Client();
        var left = 2;
        Peer.Answer = form => left-- > 0 ? (status, SignedPeer.Error(code, "later", "Receiver")) : (200, SignedPeer.Result(form["Action"], "<MessageId>m</MessageId>"));
        Assert.Equal("m", (await PublishAsync(sns)).MessageId);
        Assert.Equal(3, Peer.Requests.Count);
    }

    [Fact]
    public async Task It_is_had_from_the_container_with_the_common_settings()
    {
        using var services = new ServiceCollection()
            .AddAWSService<IAmazonSimpleNotificationService>(new AWSOptions { Credentials = new BasicAWSCredentials(SignedPeer.Id, SignedPeer.Secret), DefaultClientConfig = { ServiceURL = Peer.Address, AuthenticationRegion = "eu-central-1" } })
            .BuildServiceProvider();
        await PublishAsync(services.GetRequiredService<IAmazonSimpleNotificationService>());
        Assert.Single(Peer.Requests);
    }

    [Theory]
    [InlineData("eu-central-1", "https://sns.eu-central-1.amazonaws.com")]
    [InlineData("cn-north-1", "https://sns.cn-north-1.amazonaws.com.cn")]
    public void Its_address_follows_the_region(string region, string address) =>
        Assert.Equal(address, new AmazonSimpleNotificationServiceConfig { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region) }.DetermineServiceOperationEndpoint(null!).URL);

    [Fact]
    public async Task A_message_reaches_a_queue_as_it_was()
    {
        await using var account = await new QueueAccount(await FauxqsPeer.SharedAsync()).CreatedAsync(Cancellation);
        await account.Sns.PublishAsync(new PublishRequest { TopicArn = await account.Addresses.TopicArnAsync(account.Names.RestoreJobsTopic, Cancellation), Message = Odd }, Cancellation);
        var url = await account.Addresses.UrlAsync(account.Names.RetrievalsQueue, Cancellation);
        Assert.Equal(Odd, (await account.Sqs.ReceiveMessageAsync(url, Cancellation)).Messages.Single().Body);
        var missing = await account.Addresses.TopicArnAsync("not-there", Cancellation);
        await Assert.ThrowsAsync<NotFoundException>(() => account.Sns.PublishAsync(new PublishRequest { TopicArn = missing, Message = "x" }, Cancellation));
    }

    private static Task<PublishResponse> PublishAsync(IAmazonSimpleNotificationService sns) => sns.PublishAsync(new PublishRequest { TopicArn = Topic, Message = "hello" }, Cancellation);

    private AmazonSimpleNotificationServiceClient Client(string secret = SignedPeer.Secret) =>
        new(new BasicAWSCredentials(SignedPeer.Id, secret), new AmazonSimpleNotificationServiceConfig { ServiceURL = Peer.Address, AuthenticationRegion = "eu-central-1" });
}
