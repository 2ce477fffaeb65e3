using System.Collections.Concurrent;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Aws;

/// <summary>
/// Messages in SQS: a standard queue a stage and one for its dead letters. An idle receiver costs three requests a minute. A message says only "look at
/// this job", so that one too many, out of order or early does no harm.
/// </summary>
public sealed partial class SqsJobQueue : IJobQueue
{
    /// <summary>After so many deliveries a message that is handed back is sent anew: the service would set it aside, though the job only waits for its turn.</summary>
    private const int MostDeliveries = SqsQueues.MaxReceiveCount / 2;

    private readonly SqsStageQueue[] _queues;
    private readonly SqsStageQueue[] _dead;
    private readonly SqsClaims _claims;

    /// <summary>Under way.</summary>
    private readonly ConcurrentDictionary<Task, byte> _deletions = new();
    private readonly PlanFeed _plans;
    private readonly ILogger<SqsJobQueue> _logger;

    public SqsJobQueue(IAmazonSQS sqs, SqsAddresses addresses, AwsNames names, PlanFeed plans, TimeProvider time, ILogger<SqsJobQueue> logger)
    {
        var stages = Enum.GetValues<Stage>();
        _queues = [.. stages.Select(stage => new SqsStageQueue(sqs, addresses, names.Queue(stage), time))];
        _dead = [.. stages.Select(stage => new SqsStageQueue(sqs, addresses, names.DeadQueue(stage), time))];
        _claims = new SqsClaims(time);
        (_plans, _logger) = (plans, logger);
    }

    /// <summary>The longest that the service allows.</summary>
    internal static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(20);

    /// <summary>How long a receiver waits for a message.</summary>
    internal TimeSpan Poll { get; set; } = LongestPoll;

    public Task SendAsync(Stage stage, JobId job, TimeSpan delay, CancellationToken cancellation) => Queue(stage).SendAsync(SqsNudge.Write(job), delay, cancellation);

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage, int max, TimeSpan lease, CancellationToken cancellation)
    {
        var deliveries = new List<Delivery>();
        foreach (var message in await Queue(stage).ReceiveAsync(max, lease, Poll, cancellation))
        {
            _claims.Begin(message.ReceiptHandle, lease);
            switch (SqsNudge.Read(message.Body))
            {
                case { Job: { } job }:
                    deliveries.Add(new Delivery(stage, job, message.ReceiptHandle, AttemptOf(message)));
                    break;
                case { Owner: { } owner } when stage == Stage.Thaw:
                    // Whoever applies plans looks at the accounts: this only wakes it.
                    _plans.Publish(new PlanNews(owner, PlanNewsSource.Message));
                    await SettleAsync(message, () => Queue(stage).DeleteAsync(message.ReceiptHandle, cancellation), cancellation);
                    break;
                default:
                    LogUnreadable(stage, message.MessageId);
                    await SettleAsync(message, () => BuryAsync(stage, message.Body, message.ReceiptHandle, AttemptOf(message), "The message cannot be read.", cancellation), cancellation);
                    break;
            }
        }

        return deliveries;
    }

    public async Task<bool> ExtendAsync(Delivery delivery, TimeSpan lease, CancellationToken cancellation)
    {
        if (!_claims.Holds(delivery.Receipt) || !await Queue(delivery.Stage).HideAsync(delivery.Receipt, lease, cancellation))
        {
            return false;
        }

        _claims.Begin(delivery.Receipt, lease);
        return true;
    }

    /// <summary>The message is deleted with others, in a moment. Should that fail, it comes again, which a stale message may.</summary>
    public Task<bool> CompleteAsync(Delivery delivery, CancellationToken cancellation)
    {
        var isHeld = _claims.End(delivery.Receipt);
        if (isHeld)
        {
            var deletion = DeleteAsync(delivery);
            _deletions.TryAdd(deletion, 0);
            deletion.ContinueWith(done => _deletions.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return Task.FromResult(isHeld);
    }

    /// <summary>All settled messages are deleted.</summary>
    internal Task DeletedAsync() => Task.WhenAll(_deletions.Keys);

    private async Task DeleteAsync(Delivery delivery)
    {
        try
        {
            await Queue(delivery.Stage).DeleteAsync(delivery.Receipt, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogNotDeleted(exception, delivery.Job, delivery.Stage);
        }
    }

    public async Task<bool> ReturnAsync(Delivery delivery, TimeSpan delay, CancellationToken cancellation)
    {
        if (!_claims.End(delivery.Receipt))
        {
            return false;
        }

        var queue = Queue(delivery.Stage);
        if (delivery.Attempt < MostDeliveries)
        {
            return await queue.HideAsync(delivery.Receipt, delay < SqsStageQueue.LongestDelay ? delay : SqsStageQueue.LongestDelay, cancellation);
        }

        await queue.SendAsync(SqsNudge.Write(delivery.Job), delay, cancellation);
        return await queue.DeleteAsync(delivery.Receipt, cancellation);
    }

    /// <summary>SQS cannot tell a message's place.</summary>
    public Task<long?> AheadAsync(Stage stage, JobId job, CancellationToken cancellation) => Task.FromResult<long?>(null);

    private SqsStageQueue Queue(Stage stage) => _queues[(int)stage];

    /// <summary>What cannot be settled now comes again; the messages beside it must not suffer.</summary>
    private async Task SettleAsync(Message message, Func<Task> settle, CancellationToken cancellation)
    {
        try
        {
            await settle();
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogNotSettled(exception, message.MessageId);
        }
    }

    /// <summary>A hint only: deliveries that were handed back unread count as well.</summary>
    private static int AttemptOf(Message message) =>
        message.Attributes is { } attributes && attributes.TryGetValue("ApproximateReceiveCount", out var count) && int.TryParse(count, CultureInfo.InvariantCulture, out var attempt) ? attempt : 1;

    [LoggerMessage(1, LogLevel.Warning, "A message of {Stage} ({MessageId}) cannot be read and is set aside among the dead letters.")]
    private partial void LogUnreadable(Stage stage, string messageId);

    [LoggerMessage(3, LogLevel.Warning, "The settled message for job {JobId} to stage {Stage} could not be deleted; it will come again and be dropped.")]
    private partial void LogNotDeleted(Exception exception, JobId jobId, Stage stage);

    [LoggerMessage(2, LogLevel.Warning, "Message {MessageId} could not be settled; it will come again.")]
    private partial void LogNotSettled(Exception exception, string messageId);
}
