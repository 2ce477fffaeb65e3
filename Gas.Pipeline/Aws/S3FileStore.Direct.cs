using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws;

/// <summary>Files that browsers bring to the inputs bucket themselves.</summary>
public sealed partial class S3FileStore
{
    /// <summary>S3 takes so much in one form, and copies so much in one request.</summary>
    private const long LongestDirect = 5_000_000_000;

    /// <summary>Nobody is to send what a browser could be made to show.</summary>
    private const string ContentType = "application/octet-stream";

    private readonly Lazy<Uri?> _directOrigin = new(() => options.Value.DirectUploads
        ? new Uri(new Uri(s3.DetermineServiceOperationEndpoint(new PutObjectRequest { BucketName = names.InputsBucket, Key = JobFiles.Inputs }).URL).GetLeftPart(UriPartial.Authority))
        : null);

    public Uri? DirectOrigin => _directOrigin.Value;

    public async Task<DirectForm?> InviteAsync(string key, long length, long longest, TimeSpan lifetime, CancellationToken cancellation)
    {
        var bucket = BucketOf(key);
        if (!options.Value.DirectUploads || bucket != names.InputsBucket || length > LongestDirect)
        {
            return null;
        }

        cancellation.ThrowIfCancellationRequested();
        var post = await s3.CreatePresignedPostAsync(new CreatePresignedPostRequest
        {
            BucketName = bucket,
            Key = key,
            Expires = time.GetUtcNow().UtcDateTime + lifetime,
            Fields = new() { ["Content-Type"] = ContentType },
            Conditions = [S3PostCondition.ContentLengthRange(1, Math.Min(longest, LongestDirect)), S3PostCondition.ExactMatch("Content-Type", ContentType)],
        });
        return new DirectForm(new Uri(post.Url), post.Fields);
    }

    public async Task<StoredFile?> AdoptAsync(string brought, string key, CancellationToken cancellation)
    {
        var (from, to) = (BucketOf(brought), BucketOf(key));
        try
        {
            var source = await s3.GetObjectMetadataAsync(from, brought, cancellation).OrExplain(from);
            var copied = await s3.CopyObjectAsync(
                new CopyObjectRequest { SourceBucket = from, SourceKey = brought, ETagToMatch = source.ETag, DestinationBucket = to, DestinationKey = key, ChecksumAlgorithm = ChecksumAlgorithm.SHA256 },
                cancellation).OrExplain(to);
            // S3 hashes what it copies; its work-alikes may not.
            var sha256 = copied.ChecksumSHA256 is { } known ? Convert.FromBase64String(known) : await HashAsync(key, cancellation);
            return new StoredFile(key, source.ContentLength, Convert.ToHexStringLower(sha256));
        }
        catch (AmazonS3Exception missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    private async Task<byte[]> HashAsync(string key, CancellationToken cancellation)
    {
        await using var content = await OpenAsync(key, 0, cancellation) ?? throw new FileNotFoundException("What was copied is gone already.");
        return await SHA256.HashDataAsync(content, cancellation);
    }
}
