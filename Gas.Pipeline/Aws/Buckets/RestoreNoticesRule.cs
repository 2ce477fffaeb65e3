using Amazon.S3;
using Amazon.S3.Model;

namespace Gas.Pipeline.Aws.Buckets;

/// <summary>S3 tells the queue of notices when an archive is restored. Without it a restore is still found, by asking.</summary>
internal sealed class RestoreNoticesRule(IAmazonS3 s3, string bucket, RetrievalQueue notices) : S3BucketRule(s3, bucket)
{
    private const string Id = "gas-retrievals";

    protected override string Wrong => "does not tell the queue of retrievals when an archive is restored.";

    /// <summary>Beside the notifications that are there: the configuration is replaced as a whole. S3 refuses it if the queue's policy does not admit the bucket.</summary>
    public override async Task MendAsync(CancellationToken cancellation)
    {
        var queue = await notices.FindArnAsync(cancellation) ?? throw new InvalidOperationException("The queue of retrievals does not exist yet; it must be made before the buckets.");
        var there = await GetAsync(cancellation);
        await S3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = Bucket,
                TopicConfigurations = there.TopicConfigurations,
                LambdaFunctionConfigurations = there.LambdaFunctionConfigurations,
                EventBridgeConfiguration = there.EventBridgeConfiguration,
                QueueConfigurations =
                [
                    .. (there.QueueConfigurations ?? []).Where(one => one.Id != Id),
                    new QueueConfiguration
                    {
                        Id = Id,
                        Queue = queue,
                        Events = [EventType.ObjectRestoreCompleted],
                        Filter = new Filter { S3KeyFilter = new() { FilterRules = [new FilterRule("prefix", AwsNames.Archives)] } },
                    },
                ],
            },
            cancellation);
    }

    protected override async Task<bool> IsKeptAsync(CancellationToken cancellation)
    {
        var queue = await notices.FindArnAsync(cancellation);
        return (await GetAsync(cancellation)).QueueConfigurations?.Any(one => one.Queue == queue && one.Events?.Contains(EventType.ObjectRestoreCompleted) == true) == true;
    }

    private Task<GetBucketNotificationResponse> GetAsync(CancellationToken cancellation) => S3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = Bucket }, cancellation);
}
