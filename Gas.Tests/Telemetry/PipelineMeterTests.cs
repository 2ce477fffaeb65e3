using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Telemetry;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Telemetry;

public sealed class PipelineMeterTests : IDisposable
{
    private const string Vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentBag<(string Name, string Tags, double Value)> _seen = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_job_goes_through_is_counted_and_how_things_stand_is_told_when_asked()
    {
        await using var harness = await PipelineHarness.StartAsync(Cancellation);
        Listen(harness.Get<PipelineMeter>().Meter);
        var job = await harness.SubmitAsync(Vcf, "one", Cancellation);
        await harness.PassTimeUntilAsync(job.Id, now => now?.State == JobState.Archived, Cancellation);

        // Told on the thread that committed, a moment after the row can be read.
        await Mail.Until.TrueAsync(() => Count("gas.job.transitions", "Archived") == 1 && Count("gas.stage.duration", "Archive done") > 0, "all is counted");
        Assert.Equal(1, Count("gas.job.transitions", "Queued"));
        Assert.Equal(1, Count("gas.job.transitions", "Annotating"));
        Assert.Equal(1, Count("gas.job.transitions", "Completed"));
        Assert.Equal(1, Count("gas.job.duration", "Completed"));
        Assert.Equal(1, Count("gas.job.wait", ""));
        Assert.Equal(1, Count("gas.stage.duration", "Annotate done"));

        Assert.Equal(0, Count("gas.jobs", "Archived"));
        await harness.Get<VitalSigns>().LookAsync(Cancellation);
        _listener.RecordObservableInstruments();
        Assert.Equal(1, _seen.Single(one => one is { Name: "gas.jobs", Tags: "Archived" }).Value);
        Assert.Equal(0, _seen.Single(one => one is { Name: "gas.queue.messages", Tags: "Annotate waiting" }).Value);

        var done = harness.Get<VitalSigns>().Throughput.Read();
        Assert.Equal((1, 1, 0), (done.Submitted.Hours.Sum(), done.Completed.Hours.Sum(), done.Failed.Hours.Sum()));
        Assert.Equal(1, done.Runs!.Count);
    }

    [Fact]
    public async Task A_job_that_fails_counts_as_failed()
    {
        await using var harness = await PipelineHarness.StartAsync(Cancellation);
        Listen(harness.Get<PipelineMeter>().Meter);
        var job = await harness.SubmitAsync("no VCF at all", "bad", Cancellation);
        await harness.PassTimeUntilAsync(job.Id, now => now?.State == JobState.Failed, Cancellation);
        await Mail.Until.TrueAsync(() => Count("gas.job.duration", "Failed") == 1, "the failure is counted");
        Assert.Equal((1, 0), (harness.Get<VitalSigns>().Throughput.Read().Failed.Minutes.Sum(), harness.Get<VitalSigns>().Throughput.Read().Completed.Minutes.Sum()));
    }

    public void Dispose() => _listener.Dispose();

    private void Listen(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen.Add((instrument.Name, string.Join(' ', tags.ToArray().Select(tag => tag.Value)), value));

    private int Count(string name, string tags) => _seen.Count(one => one.Name == name && one.Tags == tags);
}
