using Amazon.S3;
using Amazon.S3.Model;

namespace Gas.Pipeline.Aws.Buckets;

/// <summary>Browsers let a page of the service send files to the bucket, and no other page.</summary>
internal sealed class DirectUploadsRule(IAmazonS3 s3, string bucket, string origin) : S3BucketRule(s3, bucket)
{
    private const string Id = "gas-direct-uploads";

    protected override string Wrong => $"takes no uploads from pages of {origin}: it lacks a CORS rule that allows POST.";

    /// <summary>Beside the rules that are there: the configuration is replaced as a whole.</summary>
    public override async Task MendAsync(CancellationToken cancellation)
    {
        var rules = (await RulesAsync(cancellation)).Where(rule => rule.Id != Id).Append(new CORSRule
        {
            Id = Id,
            AllowedOrigins = [origin],
            AllowedMethods = ["POST"],
            AllowedHeaders = ["*"],
            MaxAgeSeconds = 3600,
        });
        await S3.PutCORSConfigurationAsync(new PutCORSConfigurationRequest { BucketName = Bucket, Configuration = new() { Rules = [.. rules] } }, cancellation);
    }

    protected override async Task<bool> IsKeptAsync(CancellationToken cancellation) =>
        (await RulesAsync(cancellation)).Any(rule => rule.AllowedMethods?.Contains("POST") == true && rule.AllowedOrigins?.Any(allowed => allowed == "*" || allowed == origin) == true);

    private async Task<IReadOnlyList<CORSRule>> RulesAsync(CancellationToken cancellation)
    {
        try
        {
            return (await S3.GetCORSConfigurationAsync(new GetCORSConfigurationRequest { BucketName = Bucket }, cancellation)).Configuration?.Rules ?? [];
        }
        catch (AmazonS3Exception none) when (none.ErrorCode == "NoSuchCORSConfiguration")
        {
            return [];
        }
    }
}
