using Amazon.Runtime;
using Amazon.SQS;
using Gas.Tests.Commands;

namespace Gas.Tests.Aws;

/// <summary>All of AWS that the product needs, on peers, with names that no other test has. It is empty until the product's own command makes what is missing.</summary>
internal sealed class AwsCloud : IAsyncDisposable
{
    private static readonly TimeSpan Telling = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _closed = new();
    private Task _telling = Task.CompletedTask;

    private AwsCloud(Uri fauxqs, string dynamo, S3Peer s3, GlacierPeer glacier)
    {
        (S3, Glacier, Prefix) = (s3, glacier, $"t{Guid.NewGuid():n}"[..12] + "-");
        Settings = new()
        {
            ["Provider"] = "Aws",
            ["Aws:Region"] = "us-east-1",
            ["Aws:Prefix"] = Prefix,
            ["Aws:InputsBucket"] = $"{Prefix}inputs",
            ["Aws:ResultsBucket"] = $"{Prefix}results",
            ["Aws:ServiceURL"] = fauxqs.ToString(),
            ["Aws:Endpoints:DynamoDb"] = dynamo,
            ["Aws:Endpoints:S3"] = s3.Address,
            ["Aws:Endpoints:Glacier"] = glacier.Address,
        };
        Sqs = new AmazonSQSClient(new BasicAWSCredentials(AwsPeer.AccessKey, AwsPeer.SecretKey), new AmazonSQSConfig { ServiceURL = fauxqs.ToString(), AuthenticationRegion = "us-east-1" });
    }

    /// <summary>With these the product finds its way here.</summary>
    public Dictionary<string, string> Settings { get; }

    /// <summary>The same for a server in a process of its own.</summary>
    public string[] Arguments => [.. Settings.Select(setting => $"--{setting.Key}={setting.Value}")];

    public string Prefix { get; }

    public S3Peer S3 { get; }

    public GlacierPeer Glacier { get; }

    /// <summary>A client beside the product's.</summary>
    public AmazonSQSClient Sqs { get; }

    public static async Task<AwsCloud> StartAsync(CancellationToken cancellation) => new(
        (await FauxqsPeer.SharedAsync()).Address,
        await DynamoPeer.AddressAsync(),
        await S3Peer.StartAsync(TimeProvider.System, cancellation),
        await GlacierPeer.StartAsync(TimeProvider.System, cancellation));

    /// <summary>Made ready, with restores that take a second and are told as S3 tells them.</summary>
    /// <param name="origin">From where browsers upload to S3 themselves; null for nowhere.</param>
    public static async Task<AwsCloud> ReadyAsync(CancellationToken cancellation, string? origin = null)
    {
        var cloud = await StartAsync(cancellation);
        if (origin is not null)
        {
            (cloud.Settings["Aws:DirectTransfers"], cloud.Settings["Aws:Origin"]) = ("true", origin);
        }

        var made = await cloud.GasAsync("init");
        Assert.True(made.ExitCode == 0, made.Output + made.Errors);
        cloud.S3.RestoreTime = TimeSpan.FromSeconds(1);
        cloud._telling = cloud.TellAsync(cloud._closed.Token);
        return cloud;
    }

    /// <summary>Runs a command of <c>aws</c> in a process of its own.</summary>
    public Task<ToolResult> GasAsync(params string[] arguments) => Tool.GasAsync(Path.GetTempPath(), Settings, ["aws", .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Sqs.Dispose();
        await S3.DisposeAsync();
        await Glacier.DisposeAsync();
        _closed.Dispose();
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        var queue = (await Sqs.GetQueueUrlAsync($"{Prefix}retrievals", cancellation)).QueueUrl;
        using var ticks = new PeriodicTimer(Telling);
        while (await ticks.WaitForNextTickAsync(cancellation))
        {
            foreach (var message in S3.TakeEvents())
            {
                await Sqs.SendMessageAsync(queue, message, cancellation);
            }
        }
    }
}
