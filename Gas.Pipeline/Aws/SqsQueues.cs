using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws;

/// <summary>The queues of all stages with their dead letters, and the one for notices of retrievals.</summary>
public sealed class SqsQueues(IAmazonSQS sqs, AwsNames names) : IResource
{
    /// <summary>
    /// Deliveries after which the service itself sets a message aside: the most that it allows. The job's row counts what was tried; a message may be handed
    /// back many times only because its job waits for its turn.
    /// </summary>
    public const int MaxReceiveCount = 1000;

    private const string Redrive = "RedrivePolicy";
    private const string Policy = "Policy";

    /// <summary>Fourteen days, the longest that there is.</summary>
    private const string Retention = "1209600";

    public string Name => $"queues {names.Queue(Stage.Annotate)} to {names.RetrievalsQueue}";

    /// <summary>Dead letters first: the others point to them.</summary>
    private IEnumerable<string> Queues =>
        [.. Enum.GetValues<Stage>().Select(names.DeadQueue), .. Enum.GetValues<Stage>().Select(names.Queue), names.RetrievalsQueue];

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        var wrong = new List<string>();
        foreach (var queue in Queues)
        {
            try
            {
                var found = await FindAsync(queue, cancellation);
                wrong.AddRange(found is null
                    ? [$"The queue '{queue}' is missing."]
                    : ChangesTo(queue, found.Value.Attributes).Select(change => $"The queue '{queue}' has another {change.Key} than it needs: {change.Value}."));
            }
            catch (AmazonServiceException exception)
            {
                wrong.Add($"The queue '{queue}' could not be looked at: {exception.Message}");
            }
        }

        return wrong;
    }

    public async Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellation)
    {
        var missing = new List<string>();
        foreach (var queue in Queues)
        {
            try
            {
                await sqs.GetQueueUrlAsync(queue, cancellation);
            }
            catch (QueueDoesNotExistException)
            {
                missing.Add($"queue {queue}");
            }
        }

        return missing;
    }

    public async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var queue in Queues)
        {
            if (await FindAsync(queue, cancellation) is not { } found)
            {
                await sqs.CreateQueueAsync(new CreateQueueRequest(queue) { Attributes = Plain() }, cancellation);
                found = await FindAsync(queue, cancellation) ?? throw new InvalidOperationException($"The queue '{queue}' was made and cannot be found. Try again in a minute.");
            }

            if (ChangesTo(queue, found.Attributes) is { Count: > 0 } changes)
            {
                await sqs.SetQueueAttributesAsync(found.Url, changes, cancellation);
            }
        }
    }

    private async Task<(string Url, Dictionary<string, string> Attributes)?> FindAsync(string queue, CancellationToken cancellation)
    {
        try
        {
            var url = (await sqs.GetQueueUrlAsync(queue, cancellation)).QueueUrl;
            return (url, (await sqs.GetQueueAttributesAsync(url, ["All"], cancellation)).Attributes);
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    /// <summary>What has to be set so that the queue is as it should be.</summary>
    private Dictionary<string, string> ChangesTo(string queue, Dictionary<string, string> found)
    {
        var arn = found["QueueArn"];
        var wanted = Plain();
        if (Enum.GetValues<Stage>().Where(stage => names.Queue(stage) == queue).ToArray() is [var stage])
        {
            var dead = SqsAddresses.Renamed(arn, "sqs", names.DeadQueue(stage));
            wanted[Redrive] = string.Create(CultureInfo.InvariantCulture, $$"""{"deadLetterTargetArn":"{{dead}}","maxReceiveCount":{{MaxReceiveCount}}}""");
        }

        var statements = StatementsFor(queue, arn);
        var policy = found.GetValueOrDefault(Policy);
        if (SqsPolicy.IsMissingAny(policy, statements))
        {
            wanted[Policy] = SqsPolicy.With(policy, statements);
        }

        return wanted.Where(one => !IsSame(one.Value, found.GetValueOrDefault(one.Key))).ToDictionary();
    }

    /// <summary>Who may send to the queue beside this account's own roles.</summary>
    private JsonNode[] StatementsFor(string queue, string arn)
    {
        if (queue == names.Queue(Stage.Thaw))
        {
            return [SqsPolicy.Topic(arn, SqsAddresses.Renamed(arn, "sns", names.ThawJobsTopic))];
        }

        return queue == names.RetrievalsQueue
            ? [SqsPolicy.Topic(arn, SqsAddresses.Renamed(arn, "sns", names.RestoreJobsTopic)), SqsPolicy.Bucket(arn, names.ResultsBucket)]
            : [];
    }

    private static Dictionary<string, string> Plain() => new()
    {
        ["MessageRetentionPeriod"] = Retention,
        ["ReceiveMessageWaitTimeSeconds"] = "20",
        ["SqsManagedSseEnabled"] = "true",
        ["VisibilityTimeout"] = "60",
    };

    private static bool IsSame(string wanted, string? found) =>
        wanted == found || (wanted.StartsWith('{') && found is { Length: > 0 } && JsonNode.DeepEquals(JsonNode.Parse(wanted), JsonNode.Parse(found)));
}
