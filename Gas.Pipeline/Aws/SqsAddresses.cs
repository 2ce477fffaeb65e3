using System.Collections.Concurrent;
using Amazon.SQS;
using Amazon.SQS.Model;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws;

/// <summary>Addresses and full names of queues and topics, asked for once. The account's number is taken from a queue's full name, for which no further right is needed.</summary>
public sealed class SqsAddresses(IAmazonSQS sqs, AwsNames names)
{
    private readonly ConcurrentDictionary<string, string> _urls = new();
    private string? _someQueueArn;

    /// <exception cref="InvalidOperationException">There is no such queue.</exception>
    public async ValueTask<string> UrlAsync(string queue, CancellationToken cancellation)
    {
        if (_urls.TryGetValue(queue, out var url))
        {
            return url;
        }

        try
        {
            return _urls[queue] = (await sqs.GetQueueUrlAsync(queue, cancellation)).QueueUrl;
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new InvalidOperationException($"There is no queue '{queue}' in this account and region. Make it with 'aws init'.", exception);
        }
    }

    /// <summary>The full name of a queue, which need not be there.</summary>
    public async ValueTask<string> QueueArnAsync(string queue, CancellationToken cancellation) => Renamed(await SomeQueueArnAsync(cancellation), "sqs", queue);

    /// <summary>The full name of a topic, which need not be there.</summary>
    public async ValueTask<string> TopicArnAsync(string topic, CancellationToken cancellation) => Renamed(await SomeQueueArnAsync(cancellation), "sns", topic);

    private async ValueTask<string> SomeQueueArnAsync(CancellationToken cancellation)
    {
        if (_someQueueArn is null)
        {
            var url = await UrlAsync(names.Queue(Stage.Annotate), cancellation);
            _someQueueArn = (await sqs.GetQueueAttributesAsync(url, [QueueAttributeName.QueueArn], cancellation)).QueueARN;
        }

        return _someQueueArn;
    }

    /// <summary>arn:partition:service:region:account:name.</summary>
    internal static string Renamed(string arn, string service, string name)
    {
        var parts = arn.Split(':', 6);
        (parts[2], parts[5]) = (service, name);
        return string.Join(':', parts);
    }
}
