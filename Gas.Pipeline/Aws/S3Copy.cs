using Amazon.S3;
using Amazon.S3.Model;

namespace Gas.Pipeline.Aws;

/// <summary>A copy that S3 makes by itself, into another storage class. No byte of it passes through this process.</summary>
internal sealed class S3Copy(IAmazonS3 s3, string sourceBucket, string sourceKey, string bucket, string key, S3StorageClass storage)
{
    private const int PartsAtOnce = 4;

    /// <summary>S3 copies up to 5 GB in one request.</summary>
    public long Largest { get; init; } = 5_000_000_000;

    /// <summary>Least length of the parts of a longer copy.</summary>
    public long PartBytes { get; init; } = 1 << 30;

    /// <summary>False when what was copied is not what was meant; the copy is there then, or not.</summary>
    /// <exception cref="FileNotFoundException">There is no source.</exception>
    public async Task<bool> RunAsync(long length, string sha256, CancellationToken cancellation)
    {
        GetObjectMetadataResponse source;
        try
        {
            source = await s3.GetObjectMetadataAsync(sourceBucket, sourceKey, cancellation).OrExplain(sourceBucket);
        }
        catch (AmazonS3Exception missing) when (missing.IsMissing())
        {
            throw new FileNotFoundException("The job's result is not in the file store.", missing);
        }

        return source.ContentLength == length
            && (length <= Largest ? await CopyWholeAsync(source.ETag, sha256, cancellation) : await CopyPartsAsync(source.ETag, length, cancellation));
    }

    private async Task<bool> CopyWholeAsync(string etag, string sha256, CancellationToken cancellation)
    {
        var copied = await s3.CopyObjectAsync(
            new CopyObjectRequest
            {
                SourceBucket = sourceBucket,
                SourceKey = sourceKey,
                ETagToMatch = etag,
                DestinationBucket = bucket,
                DestinationKey = key,
                StorageClass = storage,
                ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            },
            cancellation).OrExplain(bucket);

        // Work-alikes of S3 may compute none; then the length and the version of the source have to do.
        return copied.ChecksumSHA256 is null || Convert.ToHexStringLower(Convert.FromBase64String(copied.ChecksumSHA256)) == sha256;
    }

    private async Task<bool> CopyPartsAsync(string etag, long length, CancellationToken cancellation)
    {
        var upload = await s3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = bucket, Key = key, StorageClass = storage },
            cancellation).OrExplain(bucket);
        try
        {
            var partBytes = Math.Max(PartBytes, (length / 10_000) + 1);
            var parts = new PartETag[(length + partBytes - 1) / partBytes];
            await Parallel.ForAsync(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = cancellation }, async (part, token) =>
                parts[part] = new PartETag(await s3.CopyPartAsync(
                    new CopyPartRequest
                    {
                        SourceBucket = sourceBucket,
                        SourceKey = sourceKey,
                        ETagToMatch = [etag],
                        DestinationBucket = bucket,
                        DestinationKey = key,
                        UploadId = upload.UploadId,
                        PartNumber = part + 1,
                        FirstByte = part * partBytes,
                        LastByte = Math.Min((part + 1) * partBytes, length) - 1,
                    },
                    token).OrExplain(bucket), true));
            await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload.UploadId, PartETags = [.. parts] }, cancellation).OrExplain(bucket);
        }
        catch
        {
            // What matters is why it failed; should this fail too, the bucket's life-cycle rule removes the parts.
            await ((Task)s3.AbortMultipartUploadAsync(bucket, key, upload.UploadId, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return (await s3.GetObjectMetadataAsync(bucket, key, cancellation).OrExplain(bucket)).ContentLength == length;
    }
}
