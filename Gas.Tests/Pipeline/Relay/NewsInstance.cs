using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Pipeline.Workers.Relay;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Pipeline.Relay;

/// <summary>One process of several on the same rows, as far as the news go.</summary>
internal sealed class NewsInstance : IAsyncDisposable
{
    private readonly NewsWorker _worker;
    private readonly PlanWorker _planWorker;

    public NewsInstance(IEventRelay relay, IJobStore store, IJobQueue queue, TimeProvider time, JobFeed? feed = null, PlanFeed? plans = null, ILoggerProvider? log = null)
    {
        (Feed, Plans) = (feed ?? new JobFeed(), plans ?? new PlanFeed());
        Ledger = new JobLedger(store, queue, Feed, new NoticeBox(), time, NullLogger<JobLedger>.Instance);
        var catalog = new PlanCatalog(Options.Create(new PlansOptions()), Options.Create(new ArchiveOptions()));
        _planWorker = new PlanWorker(new TestOwners(), store, Ledger, catalog, time, NullLogger<PlanWorker>.Instance);
        var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log ?? NullLoggerProvider.Instance));
        _worker = new NewsWorker(Feed, Plans, _planWorker, store, time, loggers.CreateLogger<NewsWorker>(), relay);
    }

    public JobFeed Feed { get; }

    public PlanFeed Plans { get; }

    public JobLedger Ledger { get; }

    public Task StartAsync(CancellationToken cancellation) => _worker.StartAsync(cancellation);

    public Task StopAsync(CancellationToken cancellation) => _worker.StopAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _planWorker.Dispose();
    }
}
