using Amazon.Runtime.Internal;

namespace Gas.Pipeline.Aws.Glacier;

internal sealed class GlacierMetadata : IServiceMetadata
{
    public string ServiceId => "Glacier";

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
