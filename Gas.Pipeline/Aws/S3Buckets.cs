using Amazon.S3;
using Amazon.S3.Model;
using Gas.Pipeline.Aws.Buckets;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Aws;

/// <summary>The two buckets: encrypted, closed to the public, swept of uploads that were never finished, and telling of what is restored.</summary>
public sealed class S3Buckets(IAmazonS3 s3, AwsNames names, RetrievalQueue notices, IOptions<AwsOptions> options) : IResource
{
    public string Name => $"buckets {string.Join(" and ", Buckets)}";

    private IEnumerable<string> Buckets => new[] { names.InputsBucket, names.ResultsBucket }.Distinct();

    private IEnumerable<S3BucketRule> Rules => Buckets.SelectMany(RulesOf);

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        var wrong = new List<string>();
        foreach (var bucket in Buckets)
        {
            try
            {
                if (!await ExistsAsync(bucket, cancellation))
                {
                    wrong.Add($"The bucket '{bucket}' does not exist.");
                    continue;
                }

                foreach (var rule in RulesOf(bucket))
                {
                    wrong.AddRange(await rule.CheckAsync(cancellation));
                }
            }
            catch (AmazonS3Exception refusal)
            {
                wrong.Add($"The bucket '{bucket}' cannot be looked at ({refusal.ErrorCode}): {refusal.Message}");
            }
        }

        return wrong;
    }

    public async Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellation)
    {
        var missing = new List<string>();
        foreach (var bucket in Buckets)
        {
            if (!await ExistsAsync(bucket, cancellation))
            {
                missing.Add($"bucket {bucket}");
            }
        }

        return missing;
    }

    public async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var bucket in Buckets)
        {
            if (!await ExistsAsync(bucket, cancellation))
            {
                await s3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, UseClientRegion = true }, cancellation);
            }
        }

        foreach (var rule in Rules)
        {
            if ((await rule.CheckAsync(cancellation)).Count > 0)
            {
                await rule.MendAsync(cancellation);
            }
        }
    }

    private IEnumerable<S3BucketRule> RulesOf(string bucket)
    {
        yield return new PublicAccessRule(s3, bucket);
        yield return new EncryptionRule(s3, bucket);
        yield return new UnfinishedUploadsRule(s3, bucket);
        if (bucket == names.InputsBucket && options.Value.DirectUploads)
        {
            yield return new DirectUploadsRule(s3, bucket, options.Value.Origin);
        }

        if (bucket == names.ResultsBucket)
        {
            yield return new RestoreNoticesRule(s3, bucket, notices);
        }
    }

    private async Task<bool> ExistsAsync(string bucket, CancellationToken cancellation)
    {
        try
        {
            await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, cancellation);
            return true;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
