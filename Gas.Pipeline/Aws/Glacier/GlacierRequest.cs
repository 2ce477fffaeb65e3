using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>One request below a vault; an operation needs no class of its own.</summary>
/// <param name="path">Segments after the vault's name.</param>
internal sealed class GlacierRequest(string method, string vaultName, params string[] path) : AmazonWebServiceRequest
{
    public string Method => method;

    public string VaultName => vaultName;

    public IReadOnlyList<string> Path => path;

    public Dictionary<string, string> Headers { get; } = [];

    public Dictionary<string, string> Query { get; } = [];

    public ReadOnlyMemory<byte>? Body { get; init; }

    public bool IsJson { get; init; }

    /// <summary>The answer's body is read by the caller.</summary>
    public bool IsStreamed { get; init; }
}
