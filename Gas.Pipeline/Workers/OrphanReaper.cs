using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Workers;

/// <summary>Removes files and archives that no row points to: what a crash or an overtaken worker left behind. They must be old enough that no run can still be about to record it.</summary>
public sealed partial class OrphanReaper(IFileStore files, IVault vault, IJobStore store, TimeProvider time, IOptions<PipelineOptions> options, ILogger<OrphanReaper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Looks once at all files and archives; the number of those removed.</summary>
    public async Task<int> ReapAsync(CancellationToken cancellation)
    {
        var youngest = time.GetUtcNow() - options.Value.OrphanAge;
        return await ReapFilesAsync(youngest, cancellation) + await ReapArchivesAsync(youngest, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReapAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> ReapArchivesAsync(DateTimeOffset youngest, CancellationToken cancellation)
    {
        var reaped = 0;
        await foreach (var archive in vault.ListAsync(cancellation))
        {
            if (archive.ArchivedAt <= youngest
                && (await store.FindAsync(archive.Job, cancellation) is not { } job || (job.Lease is null && job.ArchiveId != archive.Id)))
            {
                await vault.DeleteAsync(archive.Id, cancellation);
                LogReapedArchive(archive.Id, archive.Length);
                reaped++;
            }
        }

        return reaped;
    }

    private async Task<int> ReapFilesAsync(DateTimeOffset youngest, CancellationToken cancellation)
    {
        var reaped = 0;
        foreach (var prefix in new[] { JobFiles.Inputs, JobFiles.Results })
        {
            await foreach (var file in files.ListAsync(prefix, cancellation))
            {
                if (file.ChangedAt <= youngest && await IsOrphanAsync(file.Key, cancellation))
                {
                    await files.DeleteAsync(file.Key, cancellation);
                    LogReaped(file.Key, file.Length);
                    reaped++;
                }
            }
        }

        return reaped;
    }

    private async Task<bool> IsOrphanAsync(string key, CancellationToken cancellation) =>
        JobFiles.TryFindJob(key, out var id)
        && (await store.FindAsync(id.Value, cancellation) is not { } job || (job.Lease is null && !JobFiles.IsReferenced(job, key)));

    [LoggerMessage(1, LogLevel.Information, "Removed {Key} ({Bytes} bytes), to which no job points.")]
    private partial void LogReaped(string key, long bytes);

    [LoggerMessage(3, LogLevel.Information, "Removed archive {ArchiveId} ({Bytes} bytes), to which no job points.")]
    private partial void LogReapedArchive(string archiveId, long bytes);

    [LoggerMessage(2, LogLevel.Error, "Looking for files without a job failed; the next round will do its work.")]
    private partial void LogFailed(Exception exception);
}
