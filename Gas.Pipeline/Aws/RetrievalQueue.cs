using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Aws;

/// <summary>The queue in which both kinds of vault leave their completion notices: bare, or in the envelope of a topic.</summary>
public sealed partial class RetrievalQueue(IAmazonSQS sqs, AwsNames names, ILogger<RetrievalQueue> logger)
{
    private const int MostMessages = 10;

    /// <summary>How long a receiver waits before it goes back empty-handed; SQS's longest.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(20);

    private string? _url;
    private string? _arn;

    /// <summary>Gives what <paramref name="read"/> finds in the messages. One in which it finds nothing is dropped: whatever was lost with it, the poll finds.</summary>
    public async Task<IReadOnlyList<RetrievalNotice>> ReceiveAsync(int max, Func<JsonElement, CancellationToken, Task<IReadOnlyList<(string RetrievalId, JobId Job)>>> read, CancellationToken cancellation)
    {
        var answer = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = await UrlAsync(cancellation), MaxNumberOfMessages = Math.Min(max, MostMessages), WaitTimeSeconds = (int)Poll.TotalSeconds },
            cancellation);
        var notices = new List<RetrievalNotice>();
        foreach (var message in answer.Messages ?? [])
        {
            var found = await ReadAsync(message, read, cancellation);
            if (found.Count == 0)
            {
                await SettleAsync(message.ReceiptHandle, cancellation);
            }

            // Several notices of one message: it is settled with the last.
            notices.AddRange(found.Select((notice, at) => new RetrievalNotice(notice.RetrievalId, notice.Job, at == found.Count - 1 ? message.ReceiptHandle : "")));
        }

        return notices;
    }

    public Task SettleAsync(RetrievalNotice notice, CancellationToken cancellation) =>
        notice.Receipt.Length == 0 ? Task.CompletedTask : SettleAsync(notice.Receipt, cancellation);

    /// <summary>The queue's ARN; null when there is no such queue.</summary>
    public async Task<string?> FindArnAsync(CancellationToken cancellation)
    {
        try
        {
            return _arn ??= (await sqs.GetQueueAttributesAsync(
                new GetQueueAttributesRequest { QueueUrl = await UrlAsync(cancellation), AttributeNames = ["QueueArn"] },
                cancellation)).QueueARN;
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    private async Task SettleAsync(string receipt, CancellationToken cancellation) =>
        await sqs.DeleteMessageAsync(await UrlAsync(cancellation), receipt, cancellation);

    private async Task<IReadOnlyList<(string RetrievalId, JobId Job)>> ReadAsync(Message message, Func<JsonElement, CancellationToken, Task<IReadOnlyList<(string, JobId)>>> read, CancellationToken cancellation)
    {
        try
        {
            using var body = JsonDocument.Parse(message.Body);
            if (body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("Message", out var enclosed) && enclosed.GetString() is { } text)
            {
                using var inner = JsonDocument.Parse(text);
                return await read(inner.RootElement, cancellation);
            }

            return await read(body.RootElement, cancellation);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            LogUnreadable(exception, message.MessageId);
            return [];
        }
    }

    private async Task<string> UrlAsync(CancellationToken cancellation) => _url ??= (await sqs.GetQueueUrlAsync(names.RetrievalsQueue, cancellation)).QueueUrl;

    [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} among the completion notices is none and is dropped.")]
    private partial void LogUnreadable(Exception exception, string messageId);
}
