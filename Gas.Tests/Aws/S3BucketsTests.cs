using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using Gas.Pipeline.Aws;

namespace Gas.Tests.Aws;

public sealed class S3BucketsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_missing_is_said_and_made_and_then_all_is_well()
    {
        await using var aws = await AwsFiles.StartAsync(TimeProvider.System, Cancellation);
        var options = Microsoft.Extensions.Options.Options.Create(new AwsOptions { Prefix = aws.Names.RetrievalsQueue[..^"retrievals".Length], InputsBucket = "other-inputs", ResultsBucket = "other-results", DirectTransfers = true, Origin = "https://gas.lab.example" });
        var elsewhere = new S3Buckets(aws.Get<IAmazonS3>(), new AwsNames(options), aws.Get<RetrievalQueue>(), options);
        Assert.Equal(["The bucket 'other-inputs' does not exist.", "The bucket 'other-results' does not exist."], await elsewhere.CheckAsync(Cancellation));
        await aws.Get<IAmazonS3>().PutBucketAsync("other-inputs", Cancellation);
        await aws.Get<IAmazonS3>().PutBucketAsync("other-results", Cancellation);
        var wrong = await elsewhere.CheckAsync(Cancellation);
        Assert.Equal(8, wrong.Count);
        Assert.Contains("The bucket 'other-inputs' takes no uploads from pages of https://gas.lab.example: it lacks a CORS rule that allows POST.", wrong);
        await elsewhere.CreateAsync(Cancellation);
        Assert.Empty(await elsewhere.CheckAsync(Cancellation));
        var puts = aws.S3!.Faults.Calls("PutBucketConfiguration");
        await elsewhere.CreateAsync(Cancellation);
        Assert.Equal(puts, aws.S3.Faults.Calls("PutBucketConfiguration"));
    }

    [Fact]
    public async Task Buckets_are_closed_encrypted_swept_and_tell_of_restores()
    {
        await using var aws = await AwsFiles.StartAsync(TimeProvider.System, Cancellation);
        foreach (var bucket in new[] { aws.Names.InputsBucket, aws.Names.ResultsBucket })
        {
            Assert.Equal(["true", "true", "true", "true"], Values(aws.S3!.ConfigurationOf(bucket, "publicAccessBlock")!, "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"));
            Assert.Equal(["AES256"], Values(aws.S3.ConfigurationOf(bucket, "encryption")!, "SSEAlgorithm"));
            Assert.Equal(["2", "Enabled"], Values(aws.S3.ConfigurationOf(bucket, "lifecycle")!, "Status", "DaysAfterInitiation"));
        }

        Assert.Equal(["s3:ObjectRestore:Completed", "archives/"], Values(aws.S3!.ConfigurationOf(aws.Names.ResultsBucket, "notification")!, "Event", "Value"));
        Assert.Null(aws.S3.ConfigurationOf(aws.Names.InputsBucket, "notification"));
    }

    [Fact]
    public async Task What_an_operator_has_configured_stays()
    {
        await using var aws = await AwsFiles.StartAsync(TimeProvider.System, Cancellation);
        var s3 = aws.Get<IAmazonS3>();
        var bucket = aws.Names.ResultsBucket;
        await s3.PutLifecycleConfigurationAsync(new PutLifecycleConfigurationRequest
        {
            BucketName = bucket,
            Configuration = new() { Rules = [new LifecycleRule { Id = "theirs", Status = LifecycleRuleStatus.Enabled, Filter = new LifecycleFilter { Prefix = "logs/" }, Expiration = new() { Days = 30 } }] },
        }, Cancellation);
        await s3.PutBucketNotificationAsync(new PutBucketNotificationRequest
        {
            BucketName = bucket,
            TopicConfigurations = [new TopicConfiguration { Id = "theirs", Topic = "arn:aws:sns:us-east-1:000000000000:theirs", Events = [EventType.ObjectCreatedAll] }],
        }, Cancellation);
        var resource = Assert.Single(aws.Resources.OfType<S3Buckets>());
        Assert.Equal(2, (await resource.CheckAsync(Cancellation)).Count);
        await resource.CreateAsync(Cancellation);
        Assert.Empty(await resource.CheckAsync(Cancellation));
        Assert.Equal(["gas-unfinished-uploads", "theirs"], Values(aws.S3!.ConfigurationOf(bucket, "lifecycle")!, "ID").Order());
        Assert.Equal(["gas-retrievals", "theirs"], Values(aws.S3.ConfigurationOf(bucket, "notification")!, "Id").Order());
    }

    [Fact]
    public async Task A_bucket_that_may_not_be_looked_at_is_said()
    {
        await using var aws = await AwsFiles.StartAsync(TimeProvider.System, Cancellation);
        aws.S3!.Faults.Break("GetBucketConfiguration", new PeerFault.Refusal(403, "AccessDenied"));
        Assert.Equal([$"The bucket '{aws.Names.InputsBucket}' cannot be looked at (AccessDenied): Injected."], await Assert.Single(aws.Resources.OfType<S3Buckets>()).CheckAsync(Cancellation));
    }

    private static string[] Values(string xml, params string[] names) => [.. XDocument.Parse(xml).Descendants().Where(field => names.Contains(field.Name.LocalName)).Select(field => field.Value)];
}
