using System.Collections.Concurrent;
using System.Diagnostics;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Telemetry;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Telemetry;

public sealed class PipelineTraceTests : IDisposable
{
    private const string Vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    private readonly ConcurrentBag<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public PipelineTraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineTrace.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Annotating_belongs_to_the_trace_of_the_upload_and_what_comes_later_links_to_it()
    {
        await using var harness = await PipelineHarness.StartAsync(Cancellation);
        using var upload = new Activity("upload") { ActivityTraceFlags = ActivityTraceFlags.Recorded, IsAllDataRequested = true };
        upload.SetIdFormat(ActivityIdFormat.W3C).Start();
        var job = await harness.SubmitAsync(Vcf, "traced", Cancellation);
        upload.Stop();
        Assert.Equal(upload.Id, job.Trace);

        await harness.PassTimeUntilAsync(job.Id, now => now?.State == JobState.Archived, Cancellation);
        await Mail.Until.TrueAsync(() => Of(job, "Archive").Any(), "the archive's span has ended");
        var annotate = Assert.Single(Of(job, "Annotate"));
        Assert.Equal((upload.TraceId, upload.SpanId), (annotate.TraceId, annotate.ParentSpanId));
        Assert.Equal("done", annotate.GetTagItem("gas.outcome"));
        Assert.DoesNotContain(annotate.TagObjects, tag => $"{tag.Value}".Contains(job.FileName, StringComparison.Ordinal));
        Assert.All(Of(job, "Archive"), archive =>
        {
            Assert.NotEqual(upload.TraceId, archive.TraceId);
            Assert.Equal(upload.SpanId, Assert.Single(archive.Links).Context.SpanId);
        });
    }

    [Fact]
    public async Task Where_nobody_collects_traces_the_row_carries_none()
    {
        await using var harness = await PipelineHarness.StartAsync(Cancellation);
        using var upload = new Activity("upload") { ActivityTraceFlags = ActivityTraceFlags.None };
        upload.SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Null((await harness.SubmitAsync(Vcf, "untraced", Cancellation)).Trace);
    }

    [Fact]
    public void A_page_that_takes_news_of_one_job_is_in_that_jobs_trace()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var (traced, untraced) = (new JobChange(SampleJobs.Queued() with { Trace = Trace }), new JobChange(SampleJobs.Queued()));
        using var page = PipelineTrace.BeginPage([traced]);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", page!.TraceId.ToString());
        Assert.Null(PipelineTrace.BeginPage([untraced]));
    }

    public void Dispose() => _listener.Dispose();

    private IEnumerable<Activity> Of(Job job, string stage) => _ended.Where(activity => activity.OperationName == stage && activity.GetTagItem("gas.job.id") is string id && id == job.Id.ToString());
}
