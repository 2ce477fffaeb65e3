using System.Text.Json.Nodes;
using Amazon.SQS;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Aws;

/// <summary>What <c>aws init</c> and <c>aws check</c> do about queues and topics.</summary>
public sealed class QueueResourceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_missing_is_named_made_and_then_well()
    {
        await using var account = new QueueAccount(await FauxqsPeer.SharedAsync());
        var missing = await account.Queues.CheckAsync(Cancellation);
        Assert.Equal(13, missing.Count);
        Assert.Contains($"The queue '{account.Prefix}annotate' is missing.", missing);
        Assert.NotEmpty(await account.Topics.CheckAsync(Cancellation));

        await account.CreatedAsync(Cancellation);
        Assert.Empty(await account.Queues.CheckAsync(Cancellation));
        Assert.Empty(await account.Topics.CheckAsync(Cancellation));

        account.Requests.Clear();
        await account.CreatedAsync(Cancellation);
        Assert.Equal((0, 0, 0), (account.Requests["CreateQueue"], account.Requests["SetQueueAttributes"], account.Requests["Subscribe"]));
    }

    [Fact]
    public async Task A_queue_sets_aside_encrypts_and_is_polled_long()
    {
        await using var account = await new QueueAccount(await FauxqsPeer.SharedAsync()).CreatedAsync(Cancellation);
        var attributes = await AttributesAsync(account, account.Names.Queue(Stage.Annotate));
        Assert.Equal(("20", "true", "1209600"), (attributes["ReceiveMessageWaitTimeSeconds"], attributes["SqsManagedSseEnabled"], attributes["MessageRetentionPeriod"]));
        var redrive = JsonNode.Parse(attributes["RedrivePolicy"])!;
        Assert.Equal((await account.Addresses.QueueArnAsync(account.Names.DeadQueue(Stage.Annotate), Cancellation), 1000), ((string?)redrive["deadLetterTargetArn"], (int)redrive["maxReceiveCount"]!));
        Assert.False(attributes.TryGetValue("Policy", out var policy) && policy.Length > 0);
    }

    [Fact]
    public async Task Only_the_named_topic_and_bucket_may_send_from_outside()
    {
        await using var account = await new QueueAccount(await FauxqsPeer.SharedAsync()).CreatedAsync(Cancellation);
        var policy = JsonNode.Parse((await AttributesAsync(account, account.Names.RetrievalsQueue))["Policy"])!;
        var statements = policy["Statement"]!.AsArray();
        Assert.Equal(["sns.amazonaws.com", "s3.amazonaws.com"], statements.Select(one => (string?)one!["Principal"]!["Service"]));
        Assert.Equal(await account.Addresses.TopicArnAsync(account.Names.RestoreJobsTopic, Cancellation), (string?)statements[0]!["Condition"]!["ArnEquals"]!["aws:SourceArn"]);
        Assert.Equal(("arn:aws:s3:::" + account.Names.ResultsBucket, "000000000000"), ((string?)statements[1]!["Condition"]!["ArnEquals"]!["aws:SourceArn"], (string?)statements[1]!["Condition"]!["StringEquals"]!["aws:SourceAccount"]));
    }

    [Fact]
    public async Task What_was_changed_is_named_and_mended_and_what_others_added_stays()
    {
        await using var account = await new QueueAccount(await FauxqsPeer.SharedAsync()).CreatedAsync(Cancellation);
        var queue = account.Names.Queue(Stage.Thaw);
        var url = await account.Addresses.UrlAsync(queue, Cancellation);
        await account.Sqs.SetQueueAttributesAsync(url, new() { ["VisibilityTimeout"] = "1", ["Policy"] = """{"Version":"2012-10-17","Statement":{"Sid":"Theirs","Effect":"Deny"}}""" }, Cancellation);
        var topic = await account.Addresses.TopicArnAsync(account.Names.ThawJobsTopic, Cancellation);
        var subscription = (await account.Sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = topic }, Cancellation)).Subscriptions.Single();
        await account.Sns.SetSubscriptionAttributesAsync(new SetSubscriptionAttributesRequest { SubscriptionArn = subscription.SubscriptionArn!, AttributeName = "RawMessageDelivery", AttributeValue = "false" }, Cancellation);

        Assert.Contains($"The queue '{queue}' has another VisibilityTimeout than it needs: 60.", await account.Queues.CheckAsync(Cancellation));
        Assert.Equal([$"The topic '{account.Names.ThawJobsTopic}' wraps its messages for the queue '{queue}' in envelopes."], await account.Topics.CheckAsync(Cancellation));
        await account.CreatedAsync(Cancellation);
        Assert.Empty(await account.Queues.CheckAsync(Cancellation));
        Assert.Empty(await account.Topics.CheckAsync(Cancellation));
        var statements = JsonNode.Parse((await AttributesAsync(account, queue))["Policy"])!["Statement"]!.AsArray();
        Assert.Equal(["Theirs", "GasTopic"], statements.Select(one => (string?)one!["Sid"]));
    }

    private static async Task<Dictionary<string, string>> AttributesAsync(QueueAccount account, string queue) =>
        (await account.Sqs.GetQueueAttributesAsync(await account.Addresses.UrlAsync(queue, Cancellation), [QueueAttributeName.All], Cancellation)).Attributes;
}
