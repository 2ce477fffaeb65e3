using Amazon.S3;
using Amazon.S3.Model;

namespace Gas.Pipeline.Aws.Buckets;

/// <summary>What lies in the bucket is encrypted; with which key is the operator's choice.</summary>
internal sealed class EncryptionRule(IAmazonS3 s3, string bucket) : S3BucketRule(s3, bucket)
{
    protected override string Wrong => "has no default encryption.";

    public override Task MendAsync(CancellationToken cancellation) => S3.PutBucketEncryptionAsync(
        new PutBucketEncryptionRequest
        {
            BucketName = Bucket,
            ServerSideEncryptionConfiguration = new()
            {
                ServerSideEncryptionRules = [new() { ServerSideEncryptionByDefault = new() { ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AES256 } }],
            },
        },
        cancellation);

    protected override async Task<bool> IsKeptAsync(CancellationToken cancellation)
    {
        var answer = await S3.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = Bucket }, cancellation);
        return answer.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules?.Any(rule => rule.ServerSideEncryptionByDefault?.ServerSideEncryptionAlgorithm is not null) == true;
    }
}
