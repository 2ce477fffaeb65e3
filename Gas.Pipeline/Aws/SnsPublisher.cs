using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Aws;

/// <summary>
/// Announces completed jobs and upgrades on the topics that the original service had, for whoever listens: the product itself needs neither. It hears of them
/// after the commit, keeps no worker waiting, and does its best: what it cannot publish in time is lost.
/// </summary>
public sealed partial class SnsPublisher(
    IAmazonSimpleNotificationService sns,
    SqsAddresses addresses,
    AwsNames names,
    JobFeed feed,
    PlanFeed plans,
    TimeProvider time,
    ILogger<SnsPublisher> logger) : BackgroundService
{
    private const int BatchSize = 10;
    private const int MostWaiting = 1000;

    /// <summary>How long others are waited for: ten announcements cost as much as one.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly Channel<Announcement> _waiting =
        Channel.CreateBounded<Announcement>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private JobSubscription? _commits;

    /// <summary>Listens before anything can be committed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _commits = feed.WatchCommits();
        plans.Changed += Hear;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var commits = _commits!;
        try
        {
            await Task.WhenAll(GatherAsync(commits, stoppingToken), PublishAllAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Gather(commits.Take());
            using var patience = new CancellationTokenSource(Farewell, time);
            await PublishWaitingAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            plans.Changed -= Hear;
        }
    }

    private async Task GatherAsync(JobSubscription commits, CancellationToken cancellation)
    {
        await foreach (var changes in commits.ReadAllAsync(cancellation))
        {
            Gather(changes);
        }
    }

    private void Gather(IEnumerable<JobChange> changes)
    {
        foreach (var notice in changes.Select(change => ResultNotice.Of(change, names.ResultsBucket)).OfType<ResultNotice>())
        {
            _waiting.Writer.TryWrite(new Announcement(names.JobResultsTopic, JsonSerializer.Serialize(notice, SqsJson.Default.ResultNotice)));
        }
    }

    /// <summary>What came by a message or from another instance has been announced already.</summary>
    private void Hear(PlanNews news)
    {
        if (news is { Source: PlanNewsSource.Account, Plan: Plan.Premium })
        {
            _waiting.Writer.TryWrite(new Announcement(names.ThawJobsTopic, SqsNudge.Write(news.Owner)));
        }
    }

    private async Task PublishAllAsync(CancellationToken cancellation)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancellation))
        {
            await Task.Delay(Gathering, time, cancellation);
            await PublishWaitingAsync(cancellation);
        }
    }

    private async Task PublishWaitingAsync(CancellationToken cancellation)
    {
        while (NextBatch() is { Count: > 0 } batch)
        {
            for (var failures = 0; !await TryPublishAsync(batch, failures, cancellation); failures++)
            {
            }
        }
    }

    /// <summary>Announcements of one topic, as many as one request takes.</summary>
    private List<Announcement> NextBatch()
    {
        var batch = new List<Announcement>(BatchSize);
        while (batch.Count < BatchSize && _waiting.Reader.TryPeek(out var next) && (batch.Count == 0 || batch[0].Topic == next.Topic) && _waiting.Reader.TryRead(out next))
        {
            batch.Add(next);
        }

        return batch;
    }

    private async Task<bool> TryPublishAsync(List<Announcement> batch, int failures, CancellationToken cancellation)
    {
        try
        {
            var request = new PublishBatchRequest
            {
                TopicArn = await addresses.TopicArnAsync(batch[0].Topic, cancellation),
                PublishBatchRequestEntries = [.. batch.Select((one, i) => new PublishBatchRequestEntry { Id = i.ToString(CultureInfo.InvariantCulture), Message = one.Message })],
            };
            foreach (var failure in (await sns.PublishBatchAsync(request, cancellation)).Failed)
            {
                LogRefused(batch[0].Topic, failure.Code, failure.Message);
            }

            return true;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            var wait = BackOff.After(failures + 1, TimeSpan.FromSeconds(1));
            LogFailed(exception, batch[0].Topic, wait);
            await Task.Delay(wait, time, cancellation);
            return false;
        }
    }

    private readonly record struct Announcement(string Topic, string Message);

    [LoggerMessage(1, LogLevel.Warning, "The topic {Topic} could not be reached; next try in {Wait}.")]
    private partial void LogFailed(Exception exception, string topic, TimeSpan wait);

    [LoggerMessage(2, LogLevel.Warning, "The topic {Topic} refused a message ({Code}: {Message}); it is lost.")]
    private partial void LogRefused(string topic, string? code, string? message);
}
