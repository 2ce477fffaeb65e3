using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers.Relay;

/// <summary>
/// Keeps the pages of all instances true: tells the others what is committed here, and shows here what they tell. It is to start before the workers and so to
/// stop after them. Without a relay there is only this process, and nothing to do.
/// </summary>
public sealed partial class NewsWorker : BackgroundService
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>Signs of life between two times that the relay is tended.</summary>
    private const int BeatsPerTending = 10;
    private const int Remembered = 5000;

    private readonly IEventRelay? _relay;
    private readonly JobFeed _feed;
    private readonly PlanFeed _plans;
    private readonly PlanWorker _planWorker;
    private readonly TimeProvider _time;
    private readonly ILogger<NewsWorker> _logger;
    private readonly NewsOutbox _outbox = new();
    private readonly NewsPeers _peers;
    private readonly NewsInterest _interest;
    private readonly NewsInbox _inbox;
    private readonly NewsTeller _teller;

    /// <summary>What was told of each job, by the time of its last change.</summary>
    private readonly RecentMemory<JobId, DateTimeOffset> _told = new(Remembered);

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobSubscription? _commits;

    public NewsWorker(JobFeed feed, PlanFeed plans, PlanWorker planWorker, IJobStore store, TimeProvider time, ILogger<NewsWorker> logger, IEventRelay? relay = null)
    {
        (_relay, _feed, _plans, _planWorker, _time, _logger) = (relay, feed, plans, planWorker, time, logger);
        _peers = new NewsPeers(time);
        _interest = new NewsInterest(time);
        _inbox = new NewsInbox(feed, plans, store, _peers, _interest, _outbox, time);
        _teller = new NewsTeller(_outbox, _peers, time, logger);
    }

    /// <summary>Listens before anything can be committed or watched.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (_relay is not null)
        {
            _commits = _feed.WatchCommits();
            _feed.JobWatched += _outbox.Watch;
            _feed.OwnerWatched += _outbox.Watch;
            _plans.Changed += HearPlan;
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_relay is not { } relay || _commits is not { } watched)
        {
            return;
        }

        using var commits = watched;
        try
        {
            await Task.WhenAll(GatherAsync(commits, stoppingToken), TellAsync(relay, stoppingToken), HearAsync(relay, stoppingToken), BeatAsync(relay, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Gather(commits.Take());
            _outbox.Leave();
            await TryLastAsync(cancellation => _teller.TellAllAsync(relay, cancellation));
            await TryLastAsync(relay.CloseAsync);
        }
        finally
        {
            _feed.JobWatched -= _outbox.Watch;
            _feed.OwnerWatched -= _outbox.Watch;
            _plans.Changed -= HearPlan;
        }
    }

    private async Task GatherAsync(JobSubscription commits, CancellationToken cancellation)
    {
        await foreach (var changes in commits.ReadAllAsync(cancellation))
        {
            Gather(changes);
        }
    }

    /// <summary>A commit may be known only by the tick that followed at once; a tick that follows a renewed lease is no commit worth telling.</summary>
    private void Gather(IReadOnlyCollection<JobChange> changes)
    {
        foreach (var change in changes)
        {
            var job = change.Job;
            if (change.Progress is null || !_told.TryGet(job.Id, out var told) || told != job.UpdatedAt)
            {
                _told.Note(job.Id, job.UpdatedAt);
                _outbox.Add(job, change.Removed);
            }
            else if (_interest.TakesTick(job.Owner, job.Id))
            {
                _outbox.AddTick(change);
            }
        }
    }

    private async Task TellAsync(IEventRelay relay, CancellationToken cancellation)
    {
        await _opened.Task.WaitAsync(cancellation);
        await _teller.RunAsync(relay, cancellation);
    }

    private async Task HearAsync(IEventRelay relay, CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            try
            {
                if (await relay.OpenAsync(cancellation))
                {
                    _peers.Forget();
                    _outbox.ShowAlive();
                    _opened.TrySetResult();
                    _feed.Miss();
                }

                await _inbox.HearAsync(await relay.ReceiveAsync(cancellation), relay.Instance, cancellation);
                if (failures > 0)
                {
                    // What was received and not shown does not come again.
                    _feed.Miss();
                }

                failures = 0;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                var wait = BackOff.After(++failures, TimeSpan.FromSeconds(1));
                LogNotHeard(exception, wait);
                await Task.Delay(wait, _time, cancellation);
            }
        }
    }

    private async Task BeatAsync(IEventRelay relay, CancellationToken cancellation)
    {
        await _opened.Task.WaitAsync(cancellation);
        for (var beats = 0; ; beats++)
        {
            if (beats % BeatsPerTending == 0)
            {
                await TendAsync(relay, cancellation);
            }

            await Task.Delay(NewsPeers.Beat, _time, cancellation);
            _outbox.ShowAlive();
            if (_peers.DropSilent())
            {
                _feed.Miss();
            }
        }
    }

    private async Task TendAsync(IEventRelay relay, CancellationToken cancellation)
    {
        try
        {
            await relay.TendAsync(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogNotTended(exception);
        }
    }

    private void HearPlan(PlanNews news)
    {
        if (news.Source == PlanNewsSource.Message)
        {
            // Nobody here has told it yet.
            _planWorker.Wake();
        }

        if (news.Source != PlanNewsSource.Instance)
        {
            _outbox.AddPlan(news.Owner);
        }
    }

    private async Task TryLastAsync(Func<CancellationToken, Task> last)
    {
        using var patience = new CancellationTokenSource(Farewell, _time);
        try
        {
            await last(patience.Token);
        }
        catch (Exception exception)
        {
            LogNoFarewell(exception);
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "The news of other instances could not be heard; next try in {Wait}. Pages read again after it.")]
    private partial void LogNotHeard(Exception exception, TimeSpan wait);

    [LoggerMessage(3, LogLevel.Warning, "The place where this instance hears the others could not be tended; the next round will do it.")]
    private partial void LogNotTended(Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "This instance could not take its leave of the others; they will notice.")]
    private partial void LogNoFarewell(Exception exception);
}
