using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Browser;

namespace Gas.Tests.Aws;

/// <summary>A server on AWS's peers to which browsers upload directly from <see cref="Origin"/>.</summary>
public sealed class DirectSite : IAsyncLifetime
{
    public const string Origin = "https://gas.lab.example";

    private AwsCloud? _cloud;
    private StorageSite? _site;

    internal AwsCloud Cloud => _cloud!;

    internal StorageSite Storage => _site!;

    internal GasServer Server => _site!.Server;

    private string Bucket => _cloud!.Settings["Aws:InputsBucket"];

    public async ValueTask InitializeAsync()
    {
        _cloud = await AwsCloud.ReadyAsync(TestContext.Current.CancellationToken, Origin);
        _site = new StorageSite(new(_cloud.Settings) { ["Plans:Free:MaxInputBytes"] = "2000", ["Plans:Free:Archives"] = "false" });
    }

    /// <summary>What lies in the bucket for the job.</summary>
    internal IReadOnlyList<string> KeysOf(Guid id) => _cloud!.S3.KeysOf(Bucket, $"{JobFiles.Inputs}{id}/");

    internal byte[] Read(string key) => _cloud!.S3.Find(Bucket, key)!.Content;

    public async ValueTask DisposeAsync()
    {
        await (_site?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_cloud?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
