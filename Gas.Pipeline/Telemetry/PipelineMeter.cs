using System.Diagnostics.Metrics;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Telemetry;

/// <summary>Measures the pipeline: what happens is counted as it happens, how it stands is told as it was last looked at. No names of files, no people.</summary>
public sealed class PipelineMeter : IDisposable
{
    /// <summary>For whoever collects metrics.</summary>
    public const string Name = "Gas.Pipeline";

    /// <summary>Seconds: from a small virus's file to a genome's.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3600] };

    private readonly Counter<long> _transitions;
    private readonly Histogram<double> _waits;
    private readonly Histogram<double> _runs;
    private readonly Histogram<double> _work;
    private readonly ObservableGauge<long> _jobs;
    private readonly JobFeed _feed;
    private Vitals? _latest;

    public PipelineMeter(JobFeed feed, IServices services, TimeProvider time)
    {
        _feed = feed;
        Meter = new Meter(Name, version: null, tags: null, scope: this);
        _transitions = Meter.CreateCounter<long>("gas.job.transitions", "{transition}", "Jobs that came to a state");
        _waits = Meter.CreateHistogram<double>("gas.job.wait", "s", "From the queue to a worker", tags: null, Seconds);
        _runs = Meter.CreateHistogram<double>("gas.job.duration", "s", "From a worker's start to the end of annotating, by outcome", tags: null, Seconds);
        _work = Meter.CreateHistogram<double>("gas.stage.duration", "s", "A worker's work on one job, by stage and outcome", tags: null, Seconds);
        _jobs = Meter.CreateObservableGauge("gas.jobs", () => Of(vitals => vitals.Jobs.Select(one => Of(one.Value.Jobs, ("gas.job.state", one.Key)))), "{job}", "Jobs of all instances by state");
        Meter.CreateObservableGauge("gas.results.size", () => Of(vitals => vitals.Jobs.Select(one => Of(one.Value.ResultBytes, ("gas.job.state", one.Key)))), "By", "Annotated results of all instances by state");
        Meter.CreateObservableGauge("gas.queue.messages", () => Of(vitals => vitals.Queues.SelectMany(MessagesOf)), "{message}", "Messages of all instances by stage");
        Meter.CreateObservableGauge("gas.queue.oldest", () => Of(vitals => vitals.Queues.Select(one => Of((one.Value.OldestSince is { } since ? time.GetUtcNow() - since : TimeSpan.Zero).TotalSeconds, ("gas.stage", one.Key)))), "s", "How long the oldest message waits");
        Meter.CreateObservableGauge("gas.feed.watchers", () => feed.Watchers, "{watcher}", "Pages and workers of this instance that follow jobs");
        Meter.CreateObservableGauge("gas.service.up", () => services.Standings.Select(one => Of(one.State == ServiceState.Closed ? 1L : 0L, ("gas.service", one.Name))), "{service}", "1 where a service answers this instance, 0 where its circuit is open");
        feed.Committed += Count;
    }

    /// <summary>Whether anybody asks how things stand, so that it is worth looking.</summary>
    internal bool IsObserved => _jobs.Enabled;

    internal Meter Meter { get; }

    /// <summary>How things stand from now on.</summary>
    internal void Show(Vitals vitals) => Volatile.Write(ref _latest, vitals);

    internal void CountWork(Stage stage, string outcome, TimeSpan time) =>
        _work.Record(time.TotalSeconds, new("gas.stage", stage.ToString()), new("gas.outcome", outcome));

    public void Dispose()
    {
        _feed.Committed -= Count;
        Meter.Dispose();
    }

    private void Count(JobChange change)
    {
        var job = change.Job;
        if (!change.IsMove)
        {
            return;
        }

        _transitions.Add(1, new KeyValuePair<string, object?>("gas.job.state", job.State.ToString()));
        if (job.State == JobState.Annotating && job.WaitTime is { } wait)
        {
            _waits.Record(wait.TotalSeconds);
        }
        else if (change.IsEnd && job.RunTime is { } run)
        {
            _runs.Record(run.TotalSeconds, new KeyValuePair<string, object?>("gas.outcome", job.State.ToString()));
        }
    }

    private IEnumerable<Measurement<T>> Of<T>(Func<Vitals, IEnumerable<Measurement<T>>> measure)
        where T : struct =>
        Volatile.Read(ref _latest) is { } vitals ? measure(vitals) : [];

    private static IEnumerable<Measurement<long>> MessagesOf(KeyValuePair<Stage, QueueVitals> queue) =>
    [
        Of(queue.Value.Depth.Waiting, ("gas.stage", queue.Key), ("gas.message.state", "waiting")),
        Of(queue.Value.Depth.Leased, ("gas.stage", queue.Key), ("gas.message.state", "leased")),
        Of(queue.Value.Depth.Dead, ("gas.stage", queue.Key), ("gas.message.state", "dead")),
    ];

    private static Measurement<T> Of<T>(T value, params ReadOnlySpan<(string Key, object Value)> tags)
        where T : struct
    {
        var pairs = new KeyValuePair<string, object?>[tags.Length];
        for (var place = 0; place < tags.Length; place++)
        {
            pairs[place] = new(tags[place].Key, tags[place].Value.ToString());
        }

        return new Measurement<T>(value, pairs);
    }
}
