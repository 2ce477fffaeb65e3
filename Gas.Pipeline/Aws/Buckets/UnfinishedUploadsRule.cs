using Amazon.S3;
using Amazon.S3.Model;

namespace Gas.Pipeline.Aws.Buckets;

/// <summary>Parts of uploads whose process died are removed by S3: they cost as much as objects and are seen in no listing.</summary>
internal sealed class UnfinishedUploadsRule(IAmazonS3 s3, string bucket) : S3BucketRule(s3, bucket)
{
    private const string Id = "gas-unfinished-uploads";

    protected override string Wrong => "keeps the parts of unfinished uploads for ever: it lacks a life-cycle rule that aborts them after some days.";

    /// <summary>Beside the rules that are there: the configuration is replaced as a whole.</summary>
    public override async Task MendAsync(CancellationToken cancellation)
    {
        var rules = (await RulesAsync(cancellation)).Where(rule => rule.Id != Id).Append(new LifecycleRule
        {
            Id = Id,
            Status = LifecycleRuleStatus.Enabled,
            Filter = new LifecycleFilter { Prefix = "" },
            AbortIncompleteMultipartUpload = new() { DaysAfterInitiation = 2 },
        });
        await S3.PutLifecycleConfigurationAsync(new PutLifecycleConfigurationRequest { BucketName = Bucket, Configuration = new() { Rules = [.. rules] } }, cancellation);
    }

    protected override async Task<bool> IsKeptAsync(CancellationToken cancellation) =>
        (await RulesAsync(cancellation)).Any(rule => rule.Status == LifecycleRuleStatus.Enabled && rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation > 0);

    private async Task<IReadOnlyList<LifecycleRule>> RulesAsync(CancellationToken cancellation)
    {
        try
        {
            return (await S3.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = Bucket }, cancellation)).Configuration?.Rules ?? [];
        }
        catch (AmazonS3Exception none) when (none.ErrorCode == "NoSuchLifecycleConfiguration")
        {
            return [];
        }
    }
}
