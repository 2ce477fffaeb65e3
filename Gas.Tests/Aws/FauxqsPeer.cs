using System.Globalization;

namespace Gas.Tests.Aws;

/// <summary>SQS, SNS and S3 in place of AWS. Tests that share it keep apart by a prefix and buckets of their own.</summary>
internal sealed class FauxqsPeer : IDisposable
{
    private static readonly Lazy<Task<FauxqsPeer>> Shared = new(() => StartAsync(CancellationToken.None));

    private readonly NodePeer _node;

    /// <summary>The SDK wants credentials from its usual places; this peer takes any, the strict ones only theirs.</summary>
    static FauxqsPeer()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", AwsPeer.AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", AwsPeer.SecretKey);
    }

    private FauxqsPeer(NodePeer node, int port)
    {
        _node = node;
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>For <c>Aws:ServiceURL</c>.</summary>
    public Uri Address { get; }

    /// <summary>The one that all tests share; nobody moves its clock.</summary>
    public static Task<FauxqsPeer> SharedAsync() => Shared.Value;

    /// <summary>One of the test's own.</summary>
    public static async Task<FauxqsPeer> StartAsync(CancellationToken cancellation)
    {
        var (node, port) = await NodePeer.StartAsync("fauxqs.mjs", cancellation);
        return new FauxqsPeer(node, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>Has its leases and delays pass.</summary>
    public async Task MoveClockAsync(TimeSpan span, CancellationToken cancellation) =>
        Assert.Equal("moved", await _node.AskAsync(span.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), cancellation));

    public void Dispose() => _node.Dispose();
}
