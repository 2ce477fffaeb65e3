using System.Collections.Concurrent;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Pipeline.Races;

/// <summary>The real loops, when what they stand on is gone or what they carry throws.</summary>
public sealed class OutageRaceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What the pages say meanwhile and that uploads are refused: see <c>OutageTests</c>.</summary>
    [Fact]
    public async Task Store_and_queue_are_down()
    {
        var annotator = new WaitingAnnotator();
        await using var pipeline = await StartAsync(annotator);
        pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        var before = await pipeline.SubmitAsync("before\n", "before", Cancellation);
        await pipeline.PassTimeUntilAsync(before.Id, job => job?.State == JobState.Annotating, Cancellation);
        pipeline.Faults.IsDown = true;
        await Assert.ThrowsAnyAsync<IOException>(() => pipeline.SubmitAsync("meanwhile\n", "meanwhile", Cancellation));
        for (var minute = 0; minute < 20; minute++)
        {
            var refused = pipeline.Faults.Refused;
            pipeline.Time.Advance(TimeSpan.FromMinutes(1));
            // Somebody tried in vain, and the loops live on.
            await Until.TrueAsync(() => pipeline.Faults.Refused > refused, "somebody asks");
        }

        pipeline.Faults.IsDown = false;
        annotator.GoOn();
        await pipeline.PassTimeUntilAsync(before.Id, job => job?.State == JobState.Completed, Cancellation);
        var after = await pipeline.SubmitAsync("after\n", "after", Cancellation);
        await pipeline.PassTimeUntilAsync(after.Id, job => job?.State == JobState.Completed, Cancellation);
    }

    /// <summary>As long as it is away, its faults are nobody's tries: neither of the work that it breaks off nor of what the job's next stage wants of it.</summary>
    [Theory]
    [InlineData("open input", JobState.Completed)]
    [InlineData("commit annotated.vcf.gz", JobState.Completed)]
    [InlineData("archive", JobState.Archived)]
    public async Task A_service_is_down_and_no_job_fails_of_it(string call, JobState end)
    {
        var away = new TestServices();
        await using var pipeline = await StartAsync(new NoOpAnnotator(), services => services.Replace(ServiceDescriptor.Singleton<IServices>(away)));
        pipeline.Owners.Change(SampleJobs.Ann, end == JobState.Archived ? Plan.Free : Plan.Premium);
        away.Stand(new ServiceStanding("S3", ServiceState.Open, pipeline.Time.GetUtcNow()));
        pipeline.Faults.Refuse(call);
        var job = await pipeline.SubmitAsync("patient\n", "patient", Cancellation);
        // Five times as often as a job may fail.
        await pipeline.PassTimeUntilAsync(job.Id, _ => pipeline.Faults.Refused >= 15, Cancellation);
        var waiting = (await pipeline.Store.FindAsync(job.Id, Cancellation))!;
        Assert.True(waiting is { Attempt: <= 1, Failures: 0, State: not JobState.Failed }, $"{waiting.State}, attempt {waiting.Attempt}, failures {waiting.Failures}");

        // It answers again before anybody says so: what was refused a moment ago is still judged as an outage.
        pipeline.Faults.Refuse(null);
        var ended = await pipeline.PassTimeUntilAsync(job.Id, row => row?.State == end, Cancellation);
        away.Stand();
        Assert.Equal((1, 0), (ended!.Attempt, ended.Failures));
        Assert.Empty(await pipeline.Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation));
    }

    /// <summary>Nobody can renew a claim meanwhile; that it lapses says nothing of who holds it.</summary>
    [Fact]
    public async Task The_store_is_down_for_longer_than_a_claim_and_the_work_in_hand_is_no_failed_try()
    {
        var annotator = new WaitingAnnotator();
        var away = new TestServices();
        await using var pipeline = await StartAsync(annotator, services => services.Replace(ServiceDescriptor.Singleton<IServices>(away)));
        pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        var job = await pipeline.SubmitAsync("in hand\n", "in hand", Cancellation);
        await annotator.Started.WaitAsync(Cancellation);
        away.Stand(new ServiceStanding("DynamoDB", ServiceState.Open, pipeline.Time.GetUtcNow()));
        pipeline.Faults.IsDown = true;
        annotator.GoOn();
        for (var minute = 0; minute < 10; minute++)
        {
            var refused = pipeline.Faults.Refused;
            pipeline.Time.Advance(TimeSpan.FromMinutes(1));
            await Until.TrueAsync(() => pipeline.Faults.Refused > refused, "somebody asks");
        }

        pipeline.Faults.IsDown = false;
        away.Stand();
        var completed = await pipeline.PassTimeUntilAsync(job.Id, row => row?.State == JobState.Completed, Cancellation);
        Assert.Equal(1, completed!.Attempt);
        Assert.DoesNotContain(completed.History, moment => moment.Note?.Contains("stopped answering", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task One_worker_throws()
    {
        var annotator = new ThrowingAnnotator();
        await using var pipeline = await StartAsync(annotator);
        pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        var bad = await pipeline.SubmitAsync("throw\n", "bad", Cancellation);
        var good = await pipeline.SubmitAsync("fine\n", "good", Cancellation);
        await pipeline.PassTimeUntilAsync(good.Id, job => job?.State == JobState.Completed, Cancellation);
        var failed = await pipeline.PassTimeUntilAsync(bad.Id, job => job?.State == JobState.Failed, Cancellation);
        Assert.Equal((Fault.Service, 3), (failed!.Failure!.Fault, failed.Attempt));
        Assert.Equal(3, annotator.Thrown);
        Assert.DoesNotContain("within", failed.Failure.Reason, StringComparison.Ordinal);
        // The row comes first, the dead letter after it.
        await Until.TrueAsync(async () => (await pipeline.Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation)).Any(dead => dead.Job == bad.Id), "the dead letter");
        var next = await pipeline.SubmitAsync("fine too\n", "next", Cancellation);
        await pipeline.PassTimeUntilAsync(next.Id, job => job?.State == JobState.Completed, Cancellation);
    }

    /// <summary>The work hears of it by the feed: no clock moves here, so neither a renewal nor a poll can be what stops it.</summary>
    [Fact]
    public async Task Cancel_while_annotating_stops_the_work_at_once()
    {
        var annotator = new WaitingAnnotator();
        await using var pipeline = await StartAsync(annotator);
        var job = await pipeline.SubmitAsync("long\n", "long", Cancellation);
        await annotator.Started.WaitAsync(Cancellation);
        await pipeline.Ledger.RecordAsync(job.Id, new JobEvent.Cancelled(), Cancellation);
        await annotator.Stopped.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);
        Assert.Equal(JobState.Cancelled, (await pipeline.Store.FindAsync(job.Id, Cancellation))!.State);
    }

    private static Task<PipelineHarness> StartAsync(IAnnotator annotator, Action<IServiceCollection>? change = null) => PipelineHarness.StartAsync(Cancellation, services =>
    {
        services.Replace(ServiceDescriptor.Singleton(annotator));
        change?.Invoke(services);
    });

    /// <summary>Works until it is told to go on, or to stop.</summary>
    private sealed class WaitingAnnotator : IAnnotator
    {
        private readonly TaskCompletionSource _started = New();
        private readonly TaskCompletionSource _stopped = New();
        private readonly TaskCompletionSource _goOn = New();

        public string Version => "waiting 1";

        public Task Started => _started.Task;

        public Task Stopped => _stopped.Task;

        public void GoOn() => _goOn.TrySetResult();

        public async Task<AnnotationSummary> AnnotateAsync(AnnotationRequest request, IProgress<AnnotationProgress> progress, CancellationToken cancellation)
        {
            _started.TrySetResult();
            try
            {
                await _goOn.Task.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                _stopped.TrySetResult();
                throw;
            }

            return await new NoOpAnnotator().AnnotateAsync(request, progress, cancellation);
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Throws what no one foresees at each input that asks for it.</summary>
    private sealed class ThrowingAnnotator : IAnnotator
    {
        private readonly ConcurrentBag<string> _thrown = [];

        public string Version => "throwing 1";

        public int Thrown => _thrown.Count;

        public Task<AnnotationSummary> AnnotateAsync(AnnotationRequest request, IProgress<AnnotationProgress> progress, CancellationToken cancellation)
        {
            if (request.InputLength == "throw\n".Length)
            {
                _thrown.Add(request.InputName);
                throw new InvalidOperationException("A fault from within.");
            }

            return new NoOpAnnotator().AnnotateAsync(request, progress, cancellation);
        }
    }
}
