using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Transfer;

/// <summary>
/// Copies all jobs that are not being deleted into a folder, through the ports alone. Each job is taken as it stood at one version, files first. It changes
/// nothing at the source, may run while the service does, and goes on where an earlier run stopped.
/// </summary>
public sealed class JobExport(IJobStore store, IFileStore files, IVault vault, TimeProvider time)
{
    private const int PageSize = 200;
    private const int AtOnce = 8;

    /// <summary>How often a job that changes while it is copied is begun anew.</summary>
    private const int Tries = 5;

    public async Task RunAsync(ExportFolder folder, ArchiveRule rule, RetrievalTier tier, TransferReport report, CancellationToken cancellation)
    {
        folder.Begin();
        var rows = new ExportedRows(folder);
        await using (rows)
        {
            var archived = new List<JobId>();
            string? cursor = null;
            do
            {
                var page = await store.PageAsync(new JobQuery { Size = PageSize, Cursor = cursor }, cancellation);
                var taken = new Job?[page.Jobs.Count];
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, taken.Length),
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                    async (i, token) => taken[i] = await TakeAsync(folder, page.Jobs[i], rule, archived, report, token));
                foreach (var job in taken.OfType<Job>())
                {
                    await rows.WriteAsync(job, cancellation);
                    report.Count();
                }

                cursor = page.Next;
            }
            while (cursor is not null);

            var retrieval = new Retrievals(store.FindAsync, vault, time);
            await foreach (var job in retrieval.RunAsync(archived, tier, (job, output, token) => KeepAsync(folder, job, output, report, token), report, cancellation))
            {
                // What the vault gave is there now; the other files may not be yet, or the row has changed meanwhile.
                if (await TakeAsync(folder, job, ArchiveRule.LeaveOut, [], report, cancellation) is { } taken)
                {
                    await rows.WriteAsync(taken, cancellation);
                    report.Count();
                }
            }
        }

        await folder.FinishAsync(rows.Summary(time.GetUtcNow()), rows.Keys, cancellation);
    }

    /// <summary>The job whose files are all in the folder; null when it is gone, left out, or to be retrieved.</summary>
    private async Task<Job?> TakeAsync(ExportFolder folder, Job job, ArchiveRule rule, List<JobId> archived, TransferReport report, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var missing = await FindMissingAsync(folder, job, report, cancellation);
            if (missing is null || (missing == job.Result?.Vcf && job.ArchiveId is not null && rule == ArchiveRule.LeaveInVault))
            {
                return job;
            }

            if (missing == job.Result?.Vcf && job.ArchiveId is not null)
            {
                if (rule == ArchiveRule.Retrieve)
                {
                    lock (archived)
                    {
                        archived.Add(job.Id);
                    }
                }
                else
                {
                    report.LeaveOut(job.Id, "Its result is archived. Say --retrieve to have it retrieved, or --leave-archives if the target has the same vault.");
                }

                return null;
            }

            var latest = await store.FindAsync(job.Id, cancellation);
            if (latest is null or { State: JobState.Deleting })
            {
                return null;
            }

            if (latest.Version == job.Version)
            {
                report.LeaveOut(job.Id, $"Its file {missing.Key} is missing, or is not the one that was recorded: its length or its SHA-256 differs.");
                return null;
            }

            job = latest;
        }

        report.LeaveOut(job.Id, "It changed all the time while it was copied. Run the export again.");
        return null;
    }

    /// <summary>Copies what is not in the folder yet; gives the first file that cannot be had, or null.</summary>
    private async Task<StoredFile?> FindMissingAsync(ExportFolder folder, Job job, TransferReport report, CancellationToken cancellation)
    {
        foreach (var file in job.Files)
        {
            if (folder.Has(file))
            {
                continue;
            }

            await using var content = await files.OpenAsync(file.Key, 0, cancellation);
            if (content is null || await folder.TakeAsync(file, content, cancellation) is null)
            {
                return file;
            }

            report.CountFile(file.Length);
        }

        return null;
    }

    private static async Task<Job?> KeepAsync(ExportFolder folder, Job job, Stream output, TransferReport report, CancellationToken cancellation)
    {
        if (await folder.TakeAsync(job.Result!.Vcf, output, cancellation) is not { } taken)
        {
            return null;
        }

        report.CountFile(taken.Length);
        return job with { Result = job.Result with { Vcf = taken } };
    }
}
