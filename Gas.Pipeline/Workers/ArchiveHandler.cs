using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Workers;

/// <summary>Takes a result to the vault: the plan is read afresh, the copy is verified and recorded, and the hot copy goes only after its grace time.</summary>
public sealed partial class ArchiveHandler(
    IFileStore files,
    IVault vault,
    IOwners owners,
    PlanCatalog plans,
    JobLedger ledger,
    TimeProvider time,
    IOptions<ArchiveOptions> options,
    ILogger<ArchiveHandler> logger) : IStageHandler
{
    public Stage Stage => Stage.Archive;

    public int Concurrency => 4;

    public Task HandleAsync(JobInHand work, CancellationToken cancellation) =>
        work.Job.State == JobState.Archived ? RemoveHotCopyAsync(work, cancellation) : ArchiveAsync(work, cancellation);

    private async Task ArchiveAsync(JobInHand work, CancellationToken cancellation)
    {
        var token = work.Lease.Token;
        var vcf = work.Job.Result!.Vcf;
        var terms = plans.TermsOf(await owners.PlanAsync(work.Job.Owner, cancellation));
        if (terms.ArchiveTime(work.Job.Result, time.GetUtcNow()) is null)
        {
            var copy = work.Job.ArchiveId;
            if (await ledger.RecordAsync(work.Job, new JobEvent.ArchiveCalledOff(token, terms), cancellation) is not null && copy is not null)
            {
                await vault.DeleteAsync(copy, cancellation);
            }

            return;
        }

        if (work.Job.ArchiveId is null && !await CopyAsync(work, vcf, cancellation))
        {
            return;
        }

        await ledger.RecordAsync(work.Job, new JobEvent.Archived(token, time.GetUtcNow() + options.Value.HotGrace), cancellation);
    }

    /// <summary>False when the job has moved on meanwhile; its copy is removed then.</summary>
    private async Task<bool> CopyAsync(JobInHand work, StoredFile vcf, CancellationToken cancellation)
    {
        var archiveId = await vault.ArchiveAsync(work.Job.Id, vcf, OpenAsync, cancellation);
        // Not cancelled, as it is when the job has just been deleted: a copy is recorded, or removed.
        if (await ledger.RecordAsync(work.Job, new JobEvent.Copied(work.Lease.Token, archiveId), CancellationToken.None) is { } copied)
        {
            // What follows is possible only from the row that knows of the copy.
            work.Job = copied;
            return true;
        }

        LogOvertaken(work.Job.Id);
        await vault.DeleteAsync(archiveId, CancellationToken.None);
        return false;

        async Task<Stream> OpenAsync(CancellationToken opening) =>
            await files.OpenAsync(vcf.Key, 0, opening) ?? throw new FileNotFoundException("The job's result is not in the file store.");
    }

    private async Task RemoveHotCopyAsync(JobInHand work, CancellationToken cancellation)
    {
        await files.DeleteAsync(work.Job.Result!.Vcf.Key, cancellation);
        await ledger.RecordAsync(work.Job, new JobEvent.HotCopyRemoved(work.Lease.Token), cancellation);
    }

    [LoggerMessage(1, LogLevel.Information, "Job {JobId} has moved on while it was archived; this copy is removed.")]
    private partial void LogOvertaken(JobId jobId);
}
