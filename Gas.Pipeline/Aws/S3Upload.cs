using System.Runtime.InteropServices;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Aws;

/// <summary>The requests that bring one object to S3. The SDK repeats what was throttled or broke off; each body carries a checksum that S3 verifies.</summary>
internal sealed partial class S3Upload(IAmazonS3 s3, string bucket, string key, ILogger logger)
{
    private readonly List<PartETag> _parts = [];
    private string? _id;

    public string Key => key;

    public bool HasParts => _id is not null;

    /// <summary>The whole object in one request.</summary>
    public Task PutAsync(ReadOnlyMemory<byte> content, byte[] sha256, CancellationToken cancellation) => s3.PutObjectAsync(
        new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = Reading(content),
            ChecksumSHA256 = Convert.ToBase64String(sha256),
        },
        cancellation).OrExplain(bucket);

    /// <summary>The next part; the first one begins the upload.</summary>
    public async Task AddPartAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        _id ??= (await s3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = bucket, Key = key, ChecksumAlgorithm = ChecksumAlgorithm.CRC32 },
            cancellation).OrExplain(bucket)).UploadId;
        var part = await s3.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = bucket,
                Key = key,
                UploadId = _id,
                PartNumber = _parts.Count + 1,
                PartSize = content.Length,
                InputStream = Reading(content),
                ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            },
            cancellation).OrExplain(bucket);
        _parts.Add(new PartETag(part, true));
    }

    /// <summary>Makes the parts an object.</summary>
    public async Task CompleteAsync(long length, CancellationToken cancellation)
    {
        try
        {
            await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = _id, PartETags = _parts }, cancellation).OrExplain(bucket);
        }
        catch (AmazonS3Exception gone) when (gone.ErrorCode == "NoSuchUpload")
        {
            // The first answer was lost on its way and the repetition finds nothing left to do: then the object is there.
            var found = await s3.GetObjectMetadataAsync(bucket, key, cancellation).OrExplain(bucket);
            if (found.ContentLength != length || found.ETag?.Trim('"').EndsWith($"-{_parts.Count}", StringComparison.Ordinal) != true)
            {
                throw;
            }
        }

        _id = null;
    }

    /// <summary>Removes the parts. Should that fail, the bucket's life-cycle rule does it in a day.</summary>
    public async Task AbortAsync()
    {
        if (_id is null)
        {
            return;
        }

        try
        {
            await s3.AbortMultipartUploadAsync(bucket, key, _id, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogNotAborted(exception, bucket, key);
        }
    }

    private static MemoryStream Reading(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var part) ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false) : new MemoryStream(content.ToArray(), writable: false);

    [LoggerMessage(1, LogLevel.Warning, "The unfinished upload of {Key} to the bucket {Bucket} could not be removed; the bucket's life-cycle rule will do it.")]
    private partial void LogNotAborted(Exception exception, string bucket, string key);
}
