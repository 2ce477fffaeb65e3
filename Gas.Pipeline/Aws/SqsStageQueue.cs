using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Gas.Pipeline.Aws;

/// <summary>One stage's queue at the wire: single calls go in batches.</summary>
internal sealed class SqsStageQueue
{
    /// <summary>The longest that a message can be delayed.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    /// <summary>Whoever sends or hides a message waits for the answer.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Nobody waits for a deletion: until then the message is invisible, and if it comes again, its job has moved on.</summary>
    private static readonly TimeSpan Leisure = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest that a message can be invisible.</summary>
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(12);

    private readonly IAmazonSQS _sqs;
    private readonly SqsAddresses _addresses;
    private readonly string _name;
    private readonly SqsBatcher<SendMessageBatchRequestEntry> _sends;
    private readonly SqsBatcher<DeleteMessageBatchRequestEntry> _deletes;
    private readonly SqsBatcher<ChangeMessageVisibilityBatchRequestEntry> _changes;

    public SqsStageQueue(IAmazonSQS sqs, SqsAddresses addresses, string name, TimeProvider time)
    {
        (_sqs, _addresses, _name) = (sqs, addresses, name);
        _sends = new(async entries =>
        {
            Number(entries, static (entry, id) => entry.Id = id);
            return (await _sqs.SendMessageBatchAsync(await UrlAsync(CancellationToken.None), entries)).Failed;
        }, Moment, time);
        _deletes = new(async entries =>
        {
            Number(entries, static (entry, id) => entry.Id = id);
            return (await _sqs.DeleteMessageBatchAsync(await UrlAsync(CancellationToken.None), entries)).Failed;
        }, Leisure, time);
        _changes = new(async entries =>
        {
            Number(entries, static (entry, id) => entry.Id = id);
            return (await _sqs.ChangeMessageVisibilityBatchAsync(await UrlAsync(CancellationToken.None), entries)).Failed;
        }, Moment, time);
    }

    /// <summary>A delay that is too long for the service is cut: the message comes early, finds the job not due, and is handed back.</summary>
    public async Task SendAsync(string body, TimeSpan delay, CancellationToken cancellation, Dictionary<string, MessageAttributeValue>? attributes = null)
    {
        var entry = new SendMessageBatchRequestEntry { MessageBody = body, MessageAttributes = attributes, DelaySeconds = Seconds(delay, LongestDelay) };
        if (await _sends.AddAsync(entry, cancellation) is { } failure)
        {
            throw Refused(failure);
        }
    }

    public async Task<List<Message>> ReceiveAsync(int max, TimeSpan lease, TimeSpan poll, CancellationToken cancellation)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = await UrlAsync(cancellation),
            MaxNumberOfMessages = Math.Clamp(max, 1, 10),
            VisibilityTimeout = Seconds(lease, LongestLease),
            WaitTimeSeconds = (int)poll.TotalSeconds,
            MessageSystemAttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount, MessageSystemAttributeName.SentTimestamp],
            MessageAttributeNames = ["All"],
        };
        return (await _sqs.ReceiveMessageAsync(request, cancellation)).Messages ?? [];
    }

    /// <summary>False when the receipt is of no use any more.</summary>
    public async Task<bool> DeleteAsync(string receipt, CancellationToken cancellation) =>
        IsDone(await _deletes.AddAsync(new DeleteMessageBatchRequestEntry { ReceiptHandle = receipt }, cancellation));

    /// <summary>Has the message seen again after this time from now, counted from its delivery twelve hours at most; false when the receipt is of no use any more.</summary>
    public async Task<bool> HideAsync(string receipt, TimeSpan time, CancellationToken cancellation) =>
        IsDone(await _changes.AddAsync(new ChangeMessageVisibilityBatchRequestEntry { ReceiptHandle = receipt, VisibilityTimeout = Seconds(time, LongestLease) }, cancellation));

    /// <summary>How many can be seen, are delayed, and are with receivers.</summary>
    public async Task<(long Visible, long Delayed, long Held)> CountAsync(CancellationToken cancellation)
    {
        var answer = await _sqs.GetQueueAttributesAsync(
            await UrlAsync(cancellation),
            [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesDelayed, QueueAttributeName.ApproximateNumberOfMessagesNotVisible],
            cancellation);
        return (answer.ApproximateNumberOfMessages, answer.ApproximateNumberOfMessagesDelayed, answer.ApproximateNumberOfMessagesNotVisible);
    }

    private ValueTask<string> UrlAsync(CancellationToken cancellation) => _addresses.UrlAsync(_name, cancellation);

    private static void Number<TEntry>(List<TEntry> entries, Action<TEntry, string> number)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            number(entries[i], i.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static bool IsDone(BatchResultErrorEntry? failure) => failure switch
    {
        null => true,
        // The receipt has lapsed, its message is gone or has not been taken, or has been held for twelve hours.
        { SenderFault: true } => false,
        _ => throw Refused(failure),
    };

    private static AmazonSQSException Refused(BatchResultErrorEntry failure) => new($"{failure.Code}: {failure.Message}") { ErrorCode = failure.Code };

    private static int Seconds(TimeSpan span, TimeSpan longest) => (int)Math.Ceiling((span < longest ? span : longest).TotalSeconds);
}
