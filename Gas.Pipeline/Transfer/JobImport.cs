using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;

namespace Gas.Pipeline.Transfer;

/// <summary>Brings an export into the configured provider: a job's files first and its row last, and only where there is none. May be run again, and while the service runs.</summary>
public sealed class JobImport(IJobStore store, IFileStore files, IVault vault, IOwners owners, JobLedger ledger, TimeProvider time)
{
    private const int AtOnce = 8;
    private const int FlushEvery = 500;

    private readonly ConcurrentDictionary<UserId, bool> _owners = new();

    /// <summary>False when the export is damaged; then nothing has been done.</summary>
    /// <param name="onlyCheck">Stops there.</param>
    public async Task<bool> RunAsync(ExportFolder folder, bool onlyCheck, TransferReport report, CancellationToken cancellation)
    {
        var manifest = await folder.ReadManifestAsync(cancellation);
        var check = new ExportCheck(folder, manifest);
        var faults = 0;
        await check.RunAsync(
            fault =>
            {
                Interlocked.Increment(ref faults);
                report.Say(fault);
            },
            cancellation);
        if (faults > 0 || onlyCheck)
        {
            return faults == 0;
        }

        var archives = manifest.ArchivesLeft > 0 ? await ArchivesAsync(cancellation) : null;
        await Parallel.ForEachAsync(check.ReadAsync(report.Say, cancellation), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (exported, token) =>
        {
            var job = exported.Job;
            if (await store.FindAsync(job.Id, token) is not null)
            {
                report.CountKnown();
            }
            else if (!await IsThereAsync(job.Owner, token))
            {
                report.LeaveOut(job.Id, $"Its owner {job.Owner} has no account here. Move the accounts first, then import again.");
            }
            else if (check.IsLeft(job) && archives?.Contains(job.ArchiveId!) == false)
            {
                report.LeaveOut(job.Id, $"This vault does not have its archive {job.ArchiveId}. Export it with --retrieve.");
            }
            else if (await CopyFilesAsync(folder, job, check.IsLeft(job), report, token))
            {
                await ledger.AddAsync(job.Moved(!check.IsLeft(job), time.GetUtcNow()), report, token);
                if (report.Jobs % FlushEvery == 0)
                {
                    await store.FlushAsync(token);
                }
            }
        });
        await store.FlushAsync(cancellation);
        return true;
    }

    /// <summary>A file of this key that is there already came by an earlier run: keys are made up once and files appear whole.</summary>
    private async Task<bool> CopyFilesAsync(ExportFolder folder, Job job, bool isLeft, TransferReport report, CancellationToken cancellation)
    {
        foreach (var file in job.Files)
        {
            if ((isLeft && file == job.Result?.Vcf) || await files.LengthAsync(file.Key, cancellation) == file.Length)
            {
                continue;
            }

            await using var content = folder.Open(file.Key);
            if (await files.CopyAsync(content, file.Key, file.Sha256, cancellation) is null)
            {
                report.LeaveOut(job.Id, $"{content.Name} was changed while it was read: its SHA-256 is another now.");
                return false;
            }

            report.CountFile(file.Length);
        }

        return true;
    }

    /// <summary>The ids of all archives; null where the vault cannot tell, and ids are taken on trust.</summary>
    private async Task<HashSet<string>?> ArchivesAsync(CancellationToken cancellation)
    {
        if (!vault.CanList)
        {
            return null;
        }

        var ids = new HashSet<string>();
        await foreach (var archive in vault.ListAsync(cancellation))
        {
            ids.Add(archive.Id);
        }

        return ids;
    }

    private async ValueTask<bool> IsThereAsync(UserId owner, CancellationToken cancellation)
    {
        if (!_owners.TryGetValue(owner, out var isThere))
        {
            _owners[owner] = isThere = await owners.ExistsAsync(owner, cancellation);
        }

        return isThere;
    }
}
