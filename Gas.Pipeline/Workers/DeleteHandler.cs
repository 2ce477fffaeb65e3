using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Workers;

/// <summary>Removes everything of a job, the row last: as long as anything is left, the row says that it is being deleted.</summary>
public sealed class DeleteHandler(IFileStore files, IVault vault, JobLedger ledger) : IStageHandler
{
    public Stage Stage => Stage.Delete;

    public int Concurrency => 4;

    public async Task HandleAsync(JobInHand work, CancellationToken cancellation)
    {
        foreach (var prefix in JobFiles.PrefixesOf(work.Job.Id))
        {
            await foreach (var file in files.ListAsync(prefix, cancellation))
            {
                await files.DeleteAsync(file.Key, cancellation);
            }
        }

        if (work.Job.ArchiveId is { } archiveId)
        {
            await vault.DeleteAsync(archiveId, cancellation);
        }

        // A lost race (the claim was renewed just now) leaves the row, and the next attempt finds nothing but it.
        if (!await ledger.RemoveAsync(work.Job, cancellation))
        {
            throw new IOException("The row changed while its files were deleted.");
        }
    }
}
