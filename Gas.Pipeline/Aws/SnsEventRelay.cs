using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Aws;

/// <summary>
/// News by one topic to which a queue of each instance listens, made at its start and removed at its end. Messages are short-lived and are never deleted: once
/// received they stay invisible until they lapse, which saves half of the requests and makes "at most once" of it.
/// </summary>
public sealed partial class SnsEventRelay(
    IAmazonSQS sqs,
    IAmazonSimpleNotificationService sns,
    SqsAddresses addresses,
    AwsNames names,
    TimeProvider time,
    ILogger<SnsEventRelay> logger) : IEventRelay
{
    /// <summary>A queue that nobody has tended for so long is an orphan; queues are tended every few minutes.</summary>
    internal static readonly TimeSpan OrphanAge = TimeSpan.FromMinutes(30);

    private const string SeenTag = "gas-seen";
    private const string FromKey = "from";
    private const int OrphansAtOnce = 20;

    private string? _url;
    private string? _subscription;

    public string Instance { get; private set; } = "";

    private string Seen => time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        if (_url is not null)
        {
            return false;
        }

        // A new name each time: a name that was removed cannot be used again for a minute.
        Instance = Guid.NewGuid().ToString("N");
        var queue = names.NewsQueue(Instance);
        var (topicArn, queueArn) = (await addresses.TopicArnAsync(names.NewsTopic, cancellation), await addresses.QueueArnAsync(queue, cancellation));
        var create = new CreateQueueRequest(queue)
        {
            Attributes = new()
            {
                ["MessageRetentionPeriod"] = "300",
                ["ReceiveMessageWaitTimeSeconds"] = "20",
                ["SqsManagedSseEnabled"] = "true",
                ["VisibilityTimeout"] = "43200",
                ["Policy"] = SqsPolicy.Of(SqsPolicy.Topic(queueArn, topicArn)),
            },
            Tags = new() { [SeenTag] = Seen },
        };
        var url = (await sqs.CreateQueueAsync(create, cancellation)).QueueUrl;
        try
        {
            _subscription = await SubscribeAsync(topicArn, queueArn, cancellation);
        }
        catch
        {
            // The next try makes another.
            await sqs.DeleteQueueAsync(url, CancellationToken.None);
            throw;
        }

        _url = url;
        LogOpened(queue);
        return true;
    }

    public async Task SendAsync(News news, CancellationToken cancellation)
    {
        var request = new PublishRequest
        {
            TopicArn = await addresses.TopicArnAsync(names.NewsTopic, cancellation),
            Message = NewsJson.Write(news),
            MessageAttributes = new() { [FromKey] = new() { StringValue = news.From } },
        };
        await sns.PublishAsync(request, cancellation);
    }

    public async Task<IReadOnlyList<News>> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            var request = new ReceiveMessageRequest(_url) { MaxNumberOfMessages = 10, WaitTimeSeconds = 20 };
            return [.. ((await sqs.ReceiveMessageAsync(request, cancellation)).Messages ?? []).Select(message => NewsJson.TryRead(message.Body)).OfType<News>()];
        }
        catch (QueueDoesNotExistException)
        {
            // Somebody has removed it: open another.
            _url = null;
            throw;
        }
    }

    public async Task TendAsync(CancellationToken cancellation)
    {
        if (_url is { } url)
        {
            await sqs.TagQueueAsync(new TagQueueRequest { QueueUrl = url, Tags = new() { [SeenTag] = Seen } }, cancellation);
        }

        var found = (await sqs.ListQueuesAsync(new ListQueuesRequest(names.NewsQueuePrefix), cancellation)).QueueUrls ?? [];
        // Everybody looks, so each looks at some only.
        var others = found.Where(one => one != _url).ToArray();
        Random.Shared.Shuffle(others);
        foreach (var other in others.Take(OrphansAtOnce))
        {
            await RemoveIfOrphanAsync(other, cancellation);
        }
    }

    public async Task CloseAsync(CancellationToken cancellation)
    {
        if (_url is not { } url)
        {
            return;
        }

        _url = null;
        if (_subscription is { } subscription)
        {
            await sns.UnsubscribeAsync(new UnsubscribeRequest { SubscriptionArn = subscription }, cancellation);
        }

        await sqs.DeleteQueueAsync(url, cancellation);
    }

    private async Task<string?> SubscribeAsync(string topicArn, string queueArn, CancellationToken cancellation)
    {
        var request = new SubscribeRequest
        {
            TopicArn = topicArn,
            Protocol = "sqs",
            Endpoint = queueArn,
            Attributes = new()
            {
                ["RawMessageDelivery"] = "true",
                // What this instance says itself need not come back.
                ["FilterPolicy"] = $$"""{"{{FromKey}}":[{"anything-but":["{{Instance}}"]}]}""",
            },
        };
        return (await sns.SubscribeAsync(request, cancellation)).SubscriptionArn;
    }

    /// <summary>A queue without the tag is somebody else's and stays.</summary>
    private async Task RemoveIfOrphanAsync(string url, CancellationToken cancellation)
    {
        try
        {
            var tags = (await sqs.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, cancellation)).Tags ?? [];
            if (!tags.TryGetValue(SeenTag, out var seen) || !long.TryParse(seen, CultureInfo.InvariantCulture, out var seconds)
                || DateTimeOffset.FromUnixTimeSeconds(seconds) + OrphanAge > time.GetUtcNow())
            {
                return;
            }

            var queue = url[(url.LastIndexOf('/') + 1)..];
            var topicArn = await addresses.TopicArnAsync(names.NewsTopic, cancellation);
            if (await sns.FindSubscriptionAsync(topicArn, await addresses.QueueArnAsync(queue, cancellation), cancellation) is { } subscription)
            {
                await sns.UnsubscribeAsync(new UnsubscribeRequest { SubscriptionArn = subscription }, cancellation);
            }

            await sqs.DeleteQueueAsync(url, cancellation);
            LogRemoved(queue);
        }
        catch (QueueDoesNotExistException)
        {
            // Its instance or another one was faster.
        }
    }

    [LoggerMessage(1, LogLevel.Information, "This instance hears the others by the queue {Queue}.")]
    private partial void LogOpened(string queue);

    [LoggerMessage(2, LogLevel.Information, "The queue {Queue} of an instance that is gone was removed.")]
    private partial void LogRemoved(string queue);
}
