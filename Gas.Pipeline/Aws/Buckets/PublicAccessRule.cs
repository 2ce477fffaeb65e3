using Amazon.S3;
using Amazon.S3.Model;

namespace Gas.Pipeline.Aws.Buckets;

/// <summary>Nothing in the bucket can be made public, by nobody's mistake.</summary>
internal sealed class PublicAccessRule(IAmazonS3 s3, string bucket) : S3BucketRule(s3, bucket)
{
    protected override string Wrong => "can be opened to the public: block public access to it.";

    public override Task MendAsync(CancellationToken cancellation) => S3.PutPublicAccessBlockAsync(
        new PutPublicAccessBlockRequest
        {
            BucketName = Bucket,
            PublicAccessBlockConfiguration = new() { BlockPublicAcls = true, BlockPublicPolicy = true, IgnorePublicAcls = true, RestrictPublicBuckets = true },
        },
        cancellation);

    protected override async Task<bool> IsKeptAsync(CancellationToken cancellation)
    {
        var answer = await S3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = Bucket }, cancellation);
        return answer.PublicAccessBlockConfiguration is { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
    }
}
