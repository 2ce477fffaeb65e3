using Amazon.Runtime;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws;

/// <summary>The topics, and the queues that listen to them. The queues come first: <see cref="SqsQueues"/>.</summary>
public sealed class SnsTopics(IAmazonSimpleNotificationService sns, SqsAddresses addresses, AwsNames names) : IResource
{
    private const string Raw = "RawMessageDelivery";

    public string Name => $"topics {string.Join(", ", Topics)}";

    private string[] Topics => [names.JobResultsTopic, names.ThawJobsTopic, names.RestoreJobsTopic, names.NewsTopic];

    private (string Topic, string Queue)[] Subscriptions => [(names.ThawJobsTopic, names.Queue(Stage.Thaw)), (names.RestoreJobsTopic, names.RetrievalsQueue)];

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        var wrong = new List<string>();
        try
        {
            foreach (var topic in Topics)
            {
                await CheckAsync(topic, wrong, cancellation);
            }
        }
        catch (Exception exception) when (exception is AmazonServiceException or InvalidOperationException)
        {
            wrong.Add($"The topics could not be looked at: {exception.Message}");
        }

        return wrong;
    }

    public async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var topic in Topics)
        {
            await sns.CreateTopicAsync(new CreateTopicRequest { Name = topic }, cancellation);
        }

        foreach (var (topic, queue) in Subscriptions)
        {
            var (topicArn, queueArn) = (await addresses.TopicArnAsync(topic, cancellation), await addresses.QueueArnAsync(queue, cancellation));
            if (await sns.FindSubscriptionAsync(topicArn, queueArn, cancellation) is { } found)
            {
                await sns.SetSubscriptionAttributesAsync(new SetSubscriptionAttributesRequest { SubscriptionArn = found, AttributeName = Raw, AttributeValue = "true" }, cancellation);
            }
            else
            {
                await sns.SubscribeAsync(new SubscribeRequest { TopicArn = topicArn, Protocol = "sqs", Endpoint = queueArn, Attributes = new() { [Raw] = "true" } }, cancellation);
            }
        }
    }

    private async Task CheckAsync(string topic, List<string> wrong, CancellationToken cancellation)
    {
        var topicArn = await addresses.TopicArnAsync(topic, cancellation);
        try
        {
            await sns.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = topicArn }, cancellation);
        }
        catch (NotFoundException)
        {
            wrong.Add($"The topic '{topic}' is missing.");
            return;
        }

        foreach (var (_, queue) in Subscriptions.Where(one => one.Topic == topic))
        {
            if (await sns.FindSubscriptionAsync(topicArn, await addresses.QueueArnAsync(queue, cancellation), cancellation) is not { } found)
            {
                wrong.Add($"The queue '{queue}' does not listen to the topic '{topic}'.");
            }
            else if ((await sns.GetSubscriptionAttributesAsync(new GetSubscriptionAttributesRequest { SubscriptionArn = found }, cancellation)).Attributes.GetValueOrDefault(Raw) != "true")
            {
                wrong.Add($"The topic '{topic}' wraps its messages for the queue '{queue}' in envelopes.");
            }
        }
    }
}
