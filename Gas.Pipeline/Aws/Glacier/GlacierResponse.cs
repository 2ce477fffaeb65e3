using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>An answer's headers and body.</summary>
public sealed class GlacierResponse : AmazonWebServiceResponse
{
    internal Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Stream Body { get; set; } = Stream.Null;

    internal string? FindHeader(string name) => Headers.GetValueOrDefault(name);

    internal string Header(string name) => FindHeader(name) ?? throw new AmazonGlacierException($"Glacier's answer lacks {name}.");
}
