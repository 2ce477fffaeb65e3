namespace Gas.Tests.Aws;

/// <summary>DynamoDB in place of AWS, one for all tests; they keep apart by a prefix of their own.</summary>
internal static class DynamoPeer
{
    private static readonly Lazy<Task<(NodePeer Peer, string Port)>> Shared = new(() => NodePeer.StartAsync("dynalite.cjs", CancellationToken.None));

    /// <summary>Starts it for the first test that asks; it ends with this process.</summary>
    public static async Task<string> AddressAsync() => $"http://127.0.0.1:{(await Shared.Value).Port}";
}
