using System.Net;
using Amazon.S3;

namespace Gas.Pipeline.Aws.Buckets;

/// <summary>One thing that a bucket must be configured for.</summary>
internal abstract class S3BucketRule(IAmazonS3 s3, string bucket)
{
    protected IAmazonS3 S3 => s3;

    protected string Bucket => bucket;

    /// <summary>What is wrong, as a sentence; empty when all is well. S3's work-alikes need not know the configuration.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            return await IsKeptAsync(cancellation) ? [] : [$"The bucket '{bucket}' {Wrong}"];
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound && absent.ErrorCode != "NoSuchBucket")
        {
            return [$"The bucket '{bucket}' {Wrong}"];
        }
        catch (AmazonS3Exception unknown) when (unknown.StatusCode == HttpStatusCode.NotImplemented)
        {
            return [];
        }
    }

    public abstract Task MendAsync(CancellationToken cancellation);

    /// <summary>The end of the sentence that begins with the bucket.</summary>
    protected abstract string Wrong { get; }

    protected abstract Task<bool> IsKeptAsync(CancellationToken cancellation);
}
