using System.Text.Json;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Variants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Workers;

/// <summary>Annotates a queued job: all files are whole and durable before the row says so, and what the row does not say is swept.</summary>
public sealed partial class AnnotateHandler(
    IFileStore files,
    AnnotatorCatalog annotators,
    ReferenceCatalog references,
    IJobStore store,
    IOwners owners,
    PlanCatalog plans,
    JobLedger ledger,
    JobFeed feed,
    TimeProvider time,
    IOptions<PipelineOptions> options,
    IOptions<VariantsOptions> variantsOptions,
    ILogger<AnnotateHandler> logger) : IStageHandler
{
    /// <summary>How often, on average, a job that waits for another of its owner's looks again.</summary>
    private static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(2);

    public Stage Stage => Stage.Annotate;

    public int Concurrency => options.Value.AnnotateConcurrency;

    /// <summary>A plan's limit on jobs at once is for fairness: two claims at the same moment may pass it together.</summary>
    public async ValueTask<TimeSpan?> HoldBackAsync(Job job, CancellationToken cancellation)
    {
        if (job.State != JobState.Queued || plans.Of(job.Plan).JobsAtOnce is not (> 0 and var limit))
        {
            return null;
        }

        var running = (await store.GlanceAsync(job.Owner, cancellation)).GetValueOrDefault(JobState.Annotating).Jobs;
        return running < limit ? null : TurnWait * (0.5 + Random.Shared.NextDouble());
    }

    public async Task HandleAsync(JobInHand work, CancellationToken cancellation)
    {
        if (!await owners.ExistsAsync(work.Job.Owner, cancellation))
        {
            // Its upload ended at the very moment at which the owner was deleted.
            LogNobodys(work.Job.Id);
            await ledger.RecordAsync(work.Job, new JobEvent.DeleteRequested(), CancellationToken.None);
            return;
        }

        var log = new JobLog(time);
        var run = work.Lease.Token;
        JobEvent outcome;
        try
        {
            log.Report($"Attempt {work.Attempt}. {work.Job.FileName}, {work.Job.Input.Length} bytes, SHA-256 {work.Job.Input.Sha256}.");
            outcome = await AnnotateAsync(work, log, cancellation);
        }
        catch (VcfException fault)
        {
            log.Report($"Stopped: {fault.Message}");
            var failure = new JobFailure(Fault.User, fault.Message, fault.Line, fault.Field);
            outcome = new JobEvent.WorkFailed(run, failure, await WriteLogAsync(work, log, cancellation));
        }
        catch (Exception fault) when (fault is ReferenceException or AnnotatorException)
        {
            var failure = new JobFailure(Fault.Service, fault.Message);
            log.Report($"Stopped: {fault.Message}");
            outcome = new JobEvent.WorkFailed(run, failure, await WriteLogAsync(work, log, cancellation));
        }
        catch (OperationCanceledException)
        {
            // Whoever deletes the job may have looked for its files before the last one was whole.
            await DeleteRunAsync(work.Job.Id, run);
            throw;
        }

        // Not cancelled: files that are whole are recorded, or removed.
        if (await ledger.RecordAsync(work.Job, outcome, CancellationToken.None) is null)
        {
            LogOvertaken(work.Job.Id);
            await DeleteRunAsync(work.Job.Id, run);
        }
    }

    private async Task<JobEvent> AnnotateAsync(JobInHand work, JobLog log, CancellationToken cancellation)
    {
        var (job, run) = (work.Job, work.Lease.Token);
        var reference = references.Get(job.Reference);
        var annotator = annotators.Get(job.Options.Annotator, reference.Name);
        await using var input = await files.OpenAsync(job.Input.Key, 0, cancellation)
            ?? throw new FileNotFoundException("The job's input is not in the file store.");
        await using var vcf = await files.CreateAsync(JobFiles.Vcf(job.Id, run), cancellation);
        await using var index = await files.CreateAsync(JobFiles.Index(job.Id, run), cancellation);
        await using var variants = await files.CreateAsync(JobFiles.Variants(job.Id, run), cancellation);
        var request = new AnnotationRequest
        {
            Input = input,
            InputLength = job.Input.Length,
            InputName = job.FileName,
            InputSha256 = job.Input.Sha256,
            Reference = reference,
            Options = job.Options,
            Result = vcf.Content,
            Index = index.Content,
            Variants = variants.Content,
            Log = log,
        };
        var summary = await annotator.AnnotateAsync(request, new ProgressTicker(work, log, feed, time), cancellation);

        await using var summaryFile = await files.CreateAsync(JobFiles.Summary(job.Id, run), cancellation);
        await JsonSerializer.SerializeAsync(summaryFile.Content, summary, AnnotationJson.Default.AnnotationSummary, cancellation);
        var result = new JobResult(
            await vcf.CommitAsync(cancellation),
            summary.Indexed ? await index.CommitAsync(cancellation) : null,
            await summaryFile.CommitAsync(cancellation),
            summary.Records,
            summary.Skipped,
            summary.Written >= variantsOptions.Value.KeepFrom ? await variants.CommitAsync(cancellation) : null);
        var logFile = await WriteLogAsync(work, log, cancellation);
        return new JobEvent.Annotated(run, result, logFile, plans.TermsOf(await owners.PlanAsync(job.Owner, cancellation)));
    }

    private async Task<StoredFile> WriteLogAsync(JobInHand work, JobLog log, CancellationToken cancellation)
    {
        await using var file = await files.CreateAsync(JobFiles.Log(work.Job.Id, work.Lease.Token), cancellation);
        await log.WriteToAsync(file.Content, cancellation);
        return await file.CommitAsync(cancellation);
    }

    /// <summary>Only this run's files: another run may be at work by now, under a token of its own.</summary>
    private async Task DeleteRunAsync(JobId job, Guid run)
    {
        foreach (var key in new[] { JobFiles.Vcf(job, run), JobFiles.Index(job, run), JobFiles.Summary(job, run), JobFiles.Variants(job, run), JobFiles.Log(job, run) })
        {
            await files.DeleteAsync(key, CancellationToken.None);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Job {JobId} has moved on while it was annotated; this run's files are removed.")]
    private partial void LogOvertaken(JobId jobId);

    [LoggerMessage(2, LogLevel.Information, "Job {JobId} has no owner any more and is deleted.")]
    private partial void LogNobodys(JobId jobId);
}
