using System.Collections.Concurrent;
using System.Diagnostics;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Telemetry;
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
    WorkGate gate,
    WorkBoard board,
    PipelineMeter meter,
    TimeProvider time,
    IOptions<PipelineOptions> options,
    ILogger<StageWorker> logger) : BackgroundService
{
    private const string Failed = "failed";
    private const string HandedBack = "handed-back";

    private static readonly TimeSpan RestAfterGivingUp = TimeSpan.FromHours(1);

    /// <summary>What is logged at work on a job says which.</summary>
    private static readonly Func<ILogger, JobId, Stage, IDisposable?> LogScope = LoggerMessage.DefineScope<JobId, Stage>("job {JobId} {Stage}");

    private readonly PipelineOptions _options = options.Value;
    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}";
    private readonly SemaphoreSlim _room = new(handler.Concurrency, handler.Concurrency);
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly WorkDesk _desk = board.Join(handler.Stage, handler.Concurrency);
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
        await gate.WaitAsync(handler.Stage, stopping);
        await _room.WaitAsync(stopping);
        _desk.Beat();
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
        using var scope = LogScope(logger, delivery.Job, delivery.Stage);
        try
        {
            await Task.Yield();
            if (!gate.IsOpen(handler.Stage))
            {
                // It came while the gate closed; whoever takes it next waits there.
                await queue.ReturnAsync(delivery, TimeSpan.Zero, drained);
                return;
            }

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
                await MeasureAsync(work, drained);
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

    private async Task MeasureAsync(JobInHand work, CancellationToken drained)
    {
        using var activity = PipelineTrace.Begin(handler.Stage, work.Job);
        var begun = time.GetTimestamp();
        _desk.Begin(work.Job.Id);
        try
        {
            var outcome = await WorkAsync(work, drained);
            activity?.SetTag("gas.outcome", outcome).SetStatus(outcome == Failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            var took = time.GetElapsedTime(begun);
            meter.CountWork(handler.Stage, outcome, took);
            LogWorked(handler.Stage, work.Job.Id, outcome, took);
        }
        finally
        {
            _desk.End(work.Job.Id);
        }
    }

    /// <summary>Does the work, settles its message and says how it went.</summary>
    private async Task<string> WorkAsync(JobInHand work, CancellationToken drained)
    {
        _keeper.Hold(work);
        try
        {
            await handler.HandleAsync(work, work.Token);
            _keeper.LetGo(work);
            await queue.CompleteAsync(work.Delivery, CancellationToken.None);
            return "done";
        }
        catch (OperationCanceledException) when (drained.IsCancellationRequested)
        {
            _keeper.LetGo(work);
            // The ledger sends a new message for what was handed back.
            await ledger.RecordAsync(work.Job, new JobEvent.HandedBack(work.Lease.Token), CancellationToken.None);
            await queue.CompleteAsync(work.Delivery, CancellationToken.None);
            return HandedBack;
        }
        catch (OperationCanceledException) when (work.Token.IsCancellationRequested)
        {
            // The row has moved on without us, and whoever moved it has sent what is next.
            _keeper.LetGo(work);
            await queue.CompleteAsync(work.Delivery, CancellationToken.None);
            return "overtaken";
        }
        catch (Exception exception) when (_outage.Explains(exception))
        {
            await _outage.GiveBackAsync(work, exception, drained);
            _keeper.LetGo(work);
            return HandedBack;
        }
        catch (Exception exception)
        {
            _keeper.LetGo(work);
            await SettleFailureAsync(work, exception);
            return Failed;
        }
    }
}
