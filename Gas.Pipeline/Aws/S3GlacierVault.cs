using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Aws;

/// <summary>
/// Archives are objects of the results bucket in a Glacier storage class, copied there by S3 itself. S3 knows no retrievals, only whether an object
/// is restored: what was asked for stands in a record beside the archive, and how it stands is asked of the object.
/// </summary>
public sealed class S3GlacierVault(IAmazonS3 s3, RetrievalQueue notices, AwsNames names, IOptions<AwsOptions> options, RetrievalTimes times, TimeProvider time) : IVault
{
    private readonly AwsVaultOptions _options = options.Value.Vault;

    /// <summary>Verified by the length and the SHA-256 that S3 computes of the copy; one in parts, for which S3 computes none, by its length and its source's version.</summary>
    public async Task<string> ArchiveAsync(JobId job, StoredFile file, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellation)
    {
        var archive = new S3Archive(job, Guid.NewGuid());
        var copy = new S3Copy(s3, names.BucketOf(file.Key), file.Key, names.ResultsBucket, archive.Key, ClassOf(_options.StorageClass));
        if (!await copy.RunAsync(file.Length, file.Sha256, cancellation))
        {
            await DeleteAsync(archive.Key, CancellationToken.None);
            throw new ArchiveMismatchException();
        }

        return archive.Key;
    }

    public async Task<Retrieval?> StartRetrievalAsync(JobId job, string archiveId, RetrievalTier tier, CancellationToken cancellation)
    {
        while (true)
        {
            // Looked at first: a request for what is under way is billed too, if its tier is faster.
            var found = await HeadAsync(archiveId, cancellation) ?? throw new ArchiveMissingException();
            var record = RecordOf(archiveId);
            var known = await record.ReadAsync(cancellation);
            var state = StateOf(found);
            if (known is { } started && (state != RetrievalState.Lost || IsBeingAsked(started.Retrieval, tier)))
            {
                return state != RetrievalState.Lost || await RestoreAsync(archiveId, tier, cancellation) ? started.Retrieval : null;
            }

            if (tier == RetrievalTier.Expedited && found.StorageClass == S3StorageClass.DeepArchive)
            {
                return null;
            }

            var now = time.GetUtcNow();
            var wanted = new Retrieval(Guid.NewGuid().ToString("N"), tier, now, state == RetrievalState.Ready ? now : now + times.Of(tier));
            if (await record.TryWriteAsync(wanted, known?.Version, cancellation))
            {
                return state != RetrievalState.Lost || await RestoreAsync(archiveId, tier, cancellation) ? wanted : null;
            }
        }
    }

    public async Task<RetrievalState> FindRetrievalAsync(string archiveId, string retrievalId, CancellationToken cancellation) =>
        await IsCurrentAsync(archiveId, retrievalId, cancellation) && await HeadAsync(archiveId, cancellation) is { } found ? StateOf(found) : RetrievalState.Lost;

    public async Task<Stream?> OpenAsync(string archiveId, string retrievalId, CancellationToken cancellation)
    {
        if (!await IsCurrentAsync(archiveId, retrievalId, cancellation))
        {
            return null;
        }

        try
        {
            return await S3ReadStream.OpenAsync(s3, names.ResultsBucket, archiveId, 0, time, cancellation);
        }
        catch (AmazonS3Exception cold) when (cold.ErrorCode == "InvalidObjectState")
        {
            return null;
        }
    }

    public async Task DeleteAsync(string archiveId, CancellationToken cancellation)
    {
        if (S3Archive.TryParse(archiveId, out _))
        {
            // The archive last: as long as it is there, it is listed, and whoever lists it deletes both.
            await RecordOf(archiveId).DeleteAsync(cancellation);
            await s3.DeleteObjectAsync(names.ResultsBucket, archiveId, cancellation).OrExplain(names.ResultsBucket);
        }
    }

    public async IAsyncEnumerable<ArchiveEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var found in s3.ListAsync(names.ResultsBucket, AwsNames.Archives, cancellation))
        {
            if (S3Archive.TryParse(found.Key, out var archive) && found.LastModified is { } archived)
            {
                yield return new ArchiveEntry(found.Key, archive.Job, found.Size ?? 0, archived.ToUniversalTime());
            }
        }
    }

    public Task<IReadOnlyList<RetrievalNotice>> ReceiveAsync(int max, CancellationToken cancellation) =>
        notices.ReceiveAsync(max, ReadAsync, cancellation);

    public Task SettleAsync(RetrievalNotice notice, CancellationToken cancellation) => notices.SettleAsync(notice, cancellation);

    /// <summary>Retrievals of archives that are there; S3 tells of a restored object only, and its record says by which.</summary>
    private async Task<IReadOnlyList<(string RetrievalId, JobId Job)>> ReadAsync(JsonElement message, CancellationToken cancellation)
    {
        var done = new List<(string, JobId)>();
        foreach (var archive in S3RestoreEvents.Read(message, names.ResultsBucket, time.GetUtcNow()))
        {
            if (await RecordOf(archive.Key).ReadAsync(cancellation) is { } record)
            {
                done.Add((record.Retrieval.Id, archive.Job));
            }
        }

        return done;
    }

    /// <summary>False when the tier has no capacity. One that is under way already is as good as one that was begun.</summary>
    private async Task<bool> RestoreAsync(string archiveId, RetrievalTier tier, CancellationToken cancellation)
    {
        try
        {
            await s3.RestoreObjectAsync(RestoreOf(archiveId, tier), cancellation).OrExplain(names.ResultsBucket);
            return true;
        }
        catch (AmazonS3Exception refusal) when (refusal.ErrorCode == "RestoreAlreadyInProgress")
        {
            return true;
        }
        catch (AmazonS3Exception refusal) when (refusal.ErrorCode == "GlacierExpeditedRetrievalNotAvailable")
        {
            return false;
        }
        catch (AmazonS3Exception missing) when (missing.IsMissing())
        {
            throw new ArchiveMissingException();
        }
    }

    /// <summary>Its record was written, but S3 was not asked, or not yet: what was restored lives a day at least, so a younger record has not expired.</summary>
    private bool IsBeingAsked(Retrieval started, RetrievalTier tier) => started.Tier == tier && time.GetUtcNow() - started.StartedAt < TimeSpan.FromDays(1);

    private async Task<bool> IsCurrentAsync(string archiveId, string retrievalId, CancellationToken cancellation) =>
        S3Archive.TryParse(archiveId, out _) && (await RecordOf(archiveId).ReadAsync(cancellation))?.Retrieval.Id == retrievalId;

    private S3RetrievalRecord RecordOf(string archiveId) => new(s3, names.ResultsBucket, archiveId);

    /// <summary>What S3 tells of an archive; null when there is none.</summary>
    private async Task<GetObjectMetadataResponse?> HeadAsync(string archiveId, CancellationToken cancellation)
    {
        if (!S3Archive.TryParse(archiveId, out _))
        {
            return null;
        }

        try
        {
            return await s3.GetObjectMetadataAsync(names.ResultsBucket, archiveId, cancellation).OrExplain(names.ResultsBucket);
        }
        catch (AmazonS3Exception missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    /// <summary>The object's own class decides, not the setting: that may have been another when it was archived.</summary>
    private RetrievalState StateOf(GetObjectMetadataResponse found)
    {
        if (found.StorageClass != S3StorageClass.Glacier && found.StorageClass != S3StorageClass.DeepArchive)
        {
            return RetrievalState.Ready;
        }

        return found.RestoreInProgress == true ? RetrievalState.InProgress
            : found.RestoreExpiration?.ToUniversalTime() > time.GetUtcNow().UtcDateTime ? RetrievalState.Ready
            : RetrievalState.Lost;
    }

    private RestoreObjectRequest RestoreOf(string archiveId, RetrievalTier tier) => new()
    {
        BucketName = names.ResultsBucket,
        Key = archiveId,
        Days = _options.RestoredDays,
        // The SDK's RetrievalTier is another field of the request, which belongs to queries and is not looked at here.
        Tier = tier switch
        {
            RetrievalTier.Expedited => GlacierJobTier.Expedited,
            RetrievalTier.Standard => GlacierJobTier.Standard,
            RetrievalTier.Bulk => GlacierJobTier.Bulk,
        },
    };

    private static S3StorageClass ClassOf(AwsStorageClass storage) => storage switch
    {
        AwsStorageClass.Glacier => S3StorageClass.Glacier,
        AwsStorageClass.GlacierInstantRetrieval => S3StorageClass.GlacierInstantRetrieval,
        AwsStorageClass.DeepArchive => S3StorageClass.DeepArchive,
    };
}
