using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Telemetry;

/// <summary>Looks at counts and queues for all who want to know, however many: often while a page shows them, seldom for metrics, not at all for nobody.</summary>
public sealed partial class VitalSigns(IJobStore store, IJobQueue queue, PipelineMeter meter, Throughput throughput, TimeProvider time, ILogger<VitalSigns> logger) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(15);

    private readonly WorkerBell _bell = new();
    private int _watchers;

    /// <summary>On whichever thread has looked. Whoever listens must not throw, nor take its time.</summary>
    public event Action? Changed;

    /// <summary>What this process has got done.</summary>
    public Throughput Throughput => throughput;

    /// <summary>As last seen; null before the first look.</summary>
    public Vitals? Latest { get; private set; }

    /// <summary>Since when the stores do not answer; null when they do.</summary>
    public DateTimeOffset? AwaySince { get; private set; }

    /// <summary>Has them looked at often until disposed, beginning now.</summary>
    public IDisposable Watch()
    {
        Interlocked.Increment(ref _watchers);
        _bell.Ring();
        return new Watching(this);
    }

    public override void Dispose()
    {
        base.Dispose();
        _bell.Dispose();
    }

    /// <summary>Looks now.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var jobs = await store.CountAsync(null, cancellation);
            var queues = new Dictionary<Stage, QueueVitals>();
            foreach (var stage in Enum.GetValues<Stage>())
            {
                queues[stage] = new QueueVitals(await queue.DepthAsync(stage, cancellation), await queue.OldestAsync(stage, cancellation));
            }

            Latest = new Vitals(time.GetUtcNow(), jobs, queues);
            AwaySince = null;
            meter.Show(Latest);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            AwaySince ??= time.GetUtcNow();
            LogNotSeen(exception);
        }

        Changed?.Invoke();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (Volatile.Read(ref _watchers) > 0 || meter.IsObserved)
            {
                await LookAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await _bell.WaitAsync(Volatile.Read(ref _watchers) > 0 ? Often : Seldom, time, stoppingToken);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Counts and queues could not be looked at; the next look will do it.")]
    private partial void LogNotSeen(Exception exception);

    private sealed class Watching(VitalSigns signs) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                Interlocked.Decrement(ref signs._watchers);
            }
        }
    }
}
