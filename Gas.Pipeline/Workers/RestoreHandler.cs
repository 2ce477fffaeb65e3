using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers;

/// <summary>Copies a retrieval's output back: verified and recorded first, then the archive goes.</summary>
public sealed partial class RestoreHandler(IFileStore files, IVault vault, JobLedger ledger, ILogger<RestoreHandler> logger) : IStageHandler
{
    public Stage Stage => Stage.Restore;

    public int Concurrency => 4;

    public async Task HandleAsync(JobInHand work, CancellationToken cancellation)
    {
        var archiveId = work.Job.ArchiveId!;
        var vcf = work.Job.Result!.Vcf;
        // The hot copy went before the thaw began: what is here now was copied back by an attempt before this one.
        if (await files.LengthAsync(vcf.Key, cancellation) != vcf.Length && !await CopyBackAsync(work, archiveId, vcf, cancellation))
        {
            return;
        }

        if (await ledger.RecordAsync(work.Job, new JobEvent.Restored(work.Lease.Token), cancellation) is not null)
        {
            await DeleteArchiveAsync(work.Job.Id, archiveId);
        }
    }

    /// <summary>False when there is nothing to go on with: the output is gone or spoilt, or the job has moved on.</summary>
    private async Task<bool> CopyBackAsync(JobInHand work, string archiveId, StoredFile archived, CancellationToken cancellation)
    {
        var retrieval = work.Job.Retrieval!.Id;
        await using var output = await vault.OpenAsync(archiveId, retrieval, cancellation);
        if (output is null)
        {
            await ledger.RecordAsync(work.Job, new JobEvent.RetrievalLost(work.Lease.Token, retrieval, "The retrieved copy had expired"), cancellation);
            return false;
        }

        if (await files.CopyAsync(output, JobFiles.VcfAgain(archived, work.Job.Id, work.Lease.Token), archived.Sha256, cancellation) is not { } restored)
        {
            LogSpoilt(work.Job.Id, archiveId);
            await ledger.RecordAsync(work.Job, new JobEvent.RetrievalLost(work.Lease.Token, retrieval, "The retrieved copy was not the one that was archived"), cancellation);
            return false;
        }

        // Not cancelled, as it is when the job has just been deleted: a file that is whole is recorded, or removed.
        if (await ledger.RecordAsync(work.Job, new JobEvent.CopiedBack(work.Lease.Token, restored), CancellationToken.None) is null)
        {
            await files.DeleteAsync(restored.Key, CancellationToken.None);
            return false;
        }

        return true;
    }

    /// <summary>The restore is done whether or not this works: an archive to which no row points is removed later.</summary>
    private async Task DeleteArchiveAsync(JobId job, string archiveId)
    {
        try
        {
            await vault.DeleteAsync(archiveId, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogNotDeleted(exception, job, archiveId);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "What the vault gave back for job {JobId} from archive {ArchiveId} is not what was archived: its SHA-256 differs, or it cannot be unpacked.")]
    private partial void LogSpoilt(JobId jobId, string archiveId);

    [LoggerMessage(2, LogLevel.Warning, "Archive {ArchiveId} of the restored job {JobId} could not be deleted; the next look for orphans will do it.")]
    private partial void LogNotDeleted(Exception exception, JobId jobId, string archiveId);
}
