using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Workers;

/// <summary>
/// One guarded loop a stage: waits for room, receives, claims, handles, settles. No exception leaves it, for that would stop the host.
/// On stop it takes no new work, lets running work end within the drain time, and hands the rest back.
/// </summary>
public sealed partial class StageWorker(
    IStageHandler handler,
    IJobStore store,
    IJobQueue queue,
    JobLedger ledger,
    JobFeed feed,
    IServices services,
    TimeProvider time,
    IOptions<PipelineOptions> options,
    ILogger<StageWorker> logger) : BackgroundService
{
    private static readonly TimeSpan RestAfterGivingUp = TimeSpan.FromHours(1);

    private readonly PipelineOptions _options = options.Value;
    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}";
    private readonly SemaphoreSlim _room = new(handler.Concurrency, handler.Concurrency);
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly Outage _outage = new(services, ledger, queue, time, logger);
    private readonly LeaseKeeper _keeper = new(ledger, queue, feed, time, options.Value.LeaseTime, logger);

    internal Stage Stage => handler.Stage;

    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var drained = new CancellationTokenSource();
        using var keeping = new CancellationTokenSource();
        var keeper = _keeper.RunAsync(keeping.Token);
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await RunOnceAsync(drained.Token, stoppingToken);
                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                var wait = BackOff.After(++failures, TimeSpan.FromSeconds(1));
                LogLoopFailed(exception, handler.Stage, wait);
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await DrainAsync(drained);
        await keeping.CancelAsync();
        await keeper.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DrainAsync(CancellationTokenSource drained)
    {
        var work = Task.WhenAll(_running.Keys);
        using var patience = new CancellationTokenSource(_options.DrainTime, time);
        await work.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await drained.CancelAsync();
        await work;
    }

    private async Task RunOnceAsync(CancellationToken drained, CancellationToken stopping)
    {
        await _outage.RestAsync(stopping);
        await _room.WaitAsync(stopping);
        var room = 1;
        try
        {
            while (room < handler.Concurrency && _room.Wait(0, CancellationToken.None))
            {
                room++;
            }

            foreach (var delivery in await queue.ReceiveAsync(handler.Stage, room, _options.LeaseTime, stopping))
            {
                room--;
                Start(delivery, drained);
            }
        }
        finally
        {
            if (room > 0)
            {
                _room.Release(room);
            }
        }
    }

    private void Start(Delivery delivery, CancellationToken drained)
    {
        var task = ProcessAsync(delivery, drained);
        _running.TryAdd(task, 0);
        task.ContinueWith(
            done =>
            {
                _running.TryRemove(done, out _);
                _room.Release();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Works off one delivery. Never throws: what goes wrong here is one job's matter, and its message comes again.</summary>
    internal async Task ProcessAsync(Delivery delivery, CancellationToken drained)
    {
        try
        {
            await Task.Yield();
            var job = await store.RecallAsync(delivery.Job, drained);
            if (job is not null && !IsReady(job))
            {
                // Only the row itself says that there is nothing to do.
                job = await store.FindAsync(delivery.Job, drained);
            }

            if (job?.Next != handler.Stage)
            {
                await queue.CompleteAsync(delivery, drained);
                return;
            }

            if (job.ReadyAt is { } readyAt && readyAt > time.GetUtcNow())
            {
                await queue.ReturnAsync(delivery, readyAt - time.GetUtcNow(), drained);
                return;
            }

            if (await handler.HoldBackAsync(job, drained) is { } wait)
            {
                await queue.ReturnAsync(delivery, wait, drained);
                return;
            }

            var lease = new Lease(Guid.NewGuid(), _name, time.GetUtcNow() + _options.LeaseTime);
            if (await ledger.RecordAsync(job, new JobEvent.Started(lease, handler.Stage), drained) is { } claimed)
            {
                using var work = new JobInHand(claimed, lease, delivery, drained);
                await WorkAsync(work, drained);
            }
            else
            {
                await queue.CompleteAsync(delivery, drained);
            }
        }
        catch (Exception exception)
        {
            LogDeliveryFailed(exception, delivery.Job, delivery.Stage);
        }
    }

    private bool IsReady(Job job) => job.Next == handler.Stage && !(job.ReadyAt > time.GetUtcNow());

    private async Task WorkAsync(JobInHand work, CancellationToken drained)
    {
        _keeper.Hold(work);
        try
        {
            await handler.HandleAsync(work, work.Token);
            _keeper.LetGo(work);
            await queue.CompleteAsync(work.Delivery, CancellationToken.None);
        }
        catch (OperationCanceledException) when (drained.IsCancellationRequested)
        {
            _keeper.LetGo(work);
            // The ledger sends a new message for what was handed back.
            await ledger.RecordAsync(work.Job, new JobEvent.HandedBack(work.Lease.Token), CancellationToken.None);
            await queue.CompleteAsync(work.Delivery, CancellationToken.None);
        }
        catch (OperationCanceledException) when (work.Token.IsCancellationRequested)
        {
            // The row has moved on without us, and whoever moved it has sent what is next.
            _keeper.LetGo(work);
            await queue.CompleteAsync(work.Delivery, CancellationToken.None);
        }
        catch (Exception exception) when (_outage.Explains(exception))
        {
            await _outage.GiveBackAsync(work, exception, drained);
            _keeper.LetGo(work);
        }
        catch (Exception exception)
        {
            _keeper.LetGo(work);
            await SettleFailureAsync(work, exception);
        }
    }

    private async Task SettleFailureAsync(JobInHand work, Exception exception)
    {
        if (work.Attempt >= _options.MaxAttempts)
        {
            LogGaveUp(exception, work.Job.Id, handler.Stage, work.Attempt);
            var failure = new JobFailure(Fault.Service, $"The service failed {work.Attempt} times at this job ({Describe(exception)}). Your file is kept: try again later, and tell the operator of this service if it happens again.");
            if (await ledger.RecordAsync(work.Job, new JobEvent.WorkFailed(work.Lease.Token, failure), CancellationToken.None) is null)
            {
                // A state that cannot fail, such as Deleting, rests and is swept up again.
                await ledger.RecordAsync(work.Job, new JobEvent.WorkDeferred(work.Lease.Token, time.GetUtcNow() + RestAfterGivingUp, failure.Reason), CancellationToken.None);
            }

            await queue.BuryAsync(work.Delivery, $"{exception.GetType().Name}: {exception.Message}", CancellationToken.None);
            return;
        }

        var wait = BackOff.After(work.Attempt, _options.RetryDelay);
        LogRetry(exception, work.Job.Id, handler.Stage, work.Attempt, wait);
        await ledger.RecordAsync(work.Job, new JobEvent.TryFailed(work.Lease.Token, time.GetUtcNow() + wait, $"Trying again: {Describe(exception)}"), CancellationToken.None);
        await queue.ReturnAsync(work.Delivery, wait, CancellationToken.None);
    }

    /// <summary>What a user may know of our faults: kinds that they can understand, never a message from within.</summary>
    private static string Describe(Exception exception) => exception switch
    {
        FileStoreFullException => "its storage is full",
        IOException => "a file could not be read or written",
        TimeoutException => "a part of it did not answer in time",
        _ => "an unexpected error",
    };

    [LoggerMessage(1, LogLevel.Error, "The {Stage} worker could not receive; next try in {Wait}.")]
    private partial void LogLoopFailed(Exception exception, Stage stage, TimeSpan wait);

    [LoggerMessage(2, LogLevel.Error, "The delivery of job {JobId} to {Stage} could not be settled; it will come again.")]
    private partial void LogDeliveryFailed(Exception exception, JobId jobId, Stage stage);

    [LoggerMessage(3, LogLevel.Warning, "{Stage} of job {JobId} failed at attempt {Attempt}; next try in {Wait}.")]
    private partial void LogRetry(Exception exception, JobId jobId, Stage stage, int attempt, TimeSpan wait);

    [LoggerMessage(4, LogLevel.Error, "{Stage} of job {JobId} failed at attempt {Attempt} and is given up; its message is among the dead letters.")]
    private partial void LogGaveUp(Exception exception, JobId jobId, Stage stage, int attempt);
}
