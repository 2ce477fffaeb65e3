using System.Runtime.CompilerServices;
using System.Text.Json;
using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Aws;

/// <summary>
/// A stand-alone Glacier vault. It cannot be listed (an inventory takes hours and is a day old), so an archive whose id was lost between its upload and
/// the row stays until somebody reads an inventory: each archive's description names its job, length and SHA-256 for that.
/// </summary>
/// <param name="notices">Where completion notices come; null where nobody is told, and whoever waits asks.</param>
public sealed partial class GlacierVault(
    IGlacierClient glacier,
    RetrievalQueue? notices,
    AwsNames names,
    IOptions<AwsOptions> options,
    RetrievalTimes times,
    TimeProvider time,
    ILogger<GlacierVault> logger) : IVault, IDisposable
{
    /// <summary>Pages of ended retrievals that are looked through, 50 on each: on a day with more, a retrieval that nobody recorded may be started twice.</summary>
    private const int MostPages = 20;

    /// <summary>The service cannot be told to start only one: within this process we take turns, and between processes the job's lease keeps others away.</summary>
    private readonly SemaphoreSlim _starting = new(1, 1);

    public async Task<string> ArchiveAsync(JobId job, StoredFile file, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellation)
    {
        await using var content = await open(cancellation);
        return await new GlacierUpload(glacier, names.Vault, $"gas {job} {file.Length} {file.Sha256}", options.Value.PartBytes).RunAsync(file, content, cancellation);
    }

    public async Task<Retrieval?> StartRetrievalAsync(JobId job, string archiveId, RetrievalTier tier, CancellationToken cancellation)
    {
        if (!IsArchiveId(archiveId))
        {
            throw new ArchiveMissingException();
        }

        await _starting.WaitAsync(cancellation);
        try
        {
            return await FindStartedAsync(archiveId, cancellation) ?? await InitiateAsync(job, archiveId, tier, cancellation);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async Task<RetrievalState> FindRetrievalAsync(string archiveId, string retrievalId, CancellationToken cancellation) =>
        await DescribeAsync(archiveId, retrievalId, cancellation) switch
        {
            { StatusCode: GlacierJob.InProgress } => RetrievalState.InProgress,
            { StatusCode: GlacierJob.Succeeded } => RetrievalState.Ready,
            _ => RetrievalState.Lost,
        };

    public async Task<Stream?> OpenAsync(string archiveId, string retrievalId, CancellationToken cancellation) =>
        await DescribeAsync(archiveId, retrievalId, cancellation) is { StatusCode: GlacierJob.Succeeded } ready ? new GlacierOutputStream(glacier, names.Vault, ready) : null;

    public async Task DeleteAsync(string archiveId, CancellationToken cancellation)
    {
        if (!IsArchiveId(archiveId))
        {
            return;
        }

        try
        {
            await glacier.DeleteArchiveAsync(names.Vault, archiveId, cancellation);
        }
        catch (ResourceNotFoundException)
        {
            // Gone already.
        }
    }

    public bool CanList => false;

    public async IAsyncEnumerable<ArchiveEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task<IReadOnlyList<RetrievalNotice>> ReceiveAsync(int max, CancellationToken cancellation) =>
        notices?.ReceiveAsync(max, ReadAsync, cancellation) ?? Task.FromResult<IReadOnlyList<RetrievalNotice>>([]);

    public Task SettleAsync(RetrievalNotice notice, CancellationToken cancellation) => notices?.SettleAsync(notice, cancellation) ?? Task.CompletedTask;

    public void Dispose() => _starting.Dispose();

    private async Task<Retrieval?> InitiateAsync(JobId job, string archiveId, RetrievalTier tier, CancellationToken cancellation)
    {
        // The queue of notices listens to this topic, in the same region and account.
        var topic = notices is not null && await notices.FindArnAsync(cancellation) is { } queue ? SqsAddresses.Renamed(queue, "sns", names.RestoreJobsTopic) : null;
        try
        {
            var id = await glacier.InitiateJobAsync(names.Vault, new GlacierJobParameters(archiveId, job.ToString(), topic, tier.ToString()), cancellation);
            var now = time.GetUtcNow();
            return new Retrieval(id, tier, now, now + times.Of(tier));
        }
        catch (ResourceNotFoundException)
        {
            throw new ArchiveMissingException();
        }
        catch (InsufficientCapacityException)
        {
            return null;
        }
        catch (PolicyEnforcedException refusal)
        {
            LogForbidden(refusal, job, tier);
            return null;
        }
    }

    /// <summary>The retrieval of this archive that is under way or has its output ready: the one before us may have died before it could record it, and each is billed.</summary>
    private async Task<Retrieval?> FindStartedAsync(string archiveId, CancellationToken cancellation)
    {
        foreach (var state in new[] { GlacierJob.InProgress, GlacierJob.Succeeded })
        {
            string? marker = null;
            var pages = 0;
            do
            {
                var page = await glacier.ListJobsAsync(names.Vault, state, marker, cancellation);
                if (page.JobList.FirstOrDefault(one => one.IsRetrieval && one.ArchiveId == archiveId && one.StatusCode == state) is { } found)
                {
                    var tier = Enum.TryParse<RetrievalTier>(found.Tier, out var known) ? known : RetrievalTier.Standard;
                    return new Retrieval(found.JobId, tier, found.CreationDate, found.CreationDate + times.Of(tier));
                }

                marker = page.Marker;
            }
            while (marker is not null && ++pages < MostPages);
        }

        return null;
    }

    /// <summary>Null for a retrieval that is unknown, expired, or another archive's.</summary>
    private async Task<GlacierJob?> DescribeAsync(string archiveId, string retrievalId, CancellationToken cancellation)
    {
        if (!IsArchiveId(retrievalId))
        {
            return null;
        }

        try
        {
            var found = await glacier.DescribeJobAsync(names.Vault, retrievalId, cancellation);
            return found.ArchiveId == archiveId ? found : null;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Completed is not yet a success; one that failed is found by the poll. A retrieval that somebody else started names no job of ours.</summary>
    private static Task<IReadOnlyList<(string RetrievalId, JobId Job)>> ReadAsync(JsonElement message, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<(string, JobId)>>(
        message.Deserialize(GlacierJson.Default.GlacierJob) is { IsRetrieval: true, StatusCode: GlacierJob.Succeeded } done && JobId.TryParse(done.JobDescription, out var job)
            ? [(done.JobId, job)]
            : []);

    /// <summary>Ids of archives and of jobs are made of the same letters; what has others goes into no address.</summary>
    private static bool IsArchiveId(string id) => id.Length is > 0 and <= 256 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    [LoggerMessage(1, LogLevel.Error, "The account's retrieval policy forbids the {Tier} retrieval for job {JobId}. It waits until the policy allows it: raise or lift the vault's data retrieval policy.")]
    private partial void LogForbidden(Exception exception, JobId jobId, RetrievalTier tier);
}
