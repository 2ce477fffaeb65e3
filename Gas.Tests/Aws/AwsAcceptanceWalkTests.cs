using Gas.Tests.Browser;

namespace Gas.Tests.Aws;

/// <summary>The same walk with jobs in DynamoDB, messages in SQS, files in S3 and archives in its cold storage class.</summary>
public sealed class AwsAcceptanceWalkTests(Site site) : AcceptanceWalkTests(site), IAsyncLifetime
{
    private AwsCloud? _cloud;

    protected override Dictionary<string, string> Provider => _cloud!.Settings;

    public async ValueTask InitializeAsync() => _cloud = await AwsCloud.ReadyAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _cloud?.DisposeAsync() ?? ValueTask.CompletedTask;
}
