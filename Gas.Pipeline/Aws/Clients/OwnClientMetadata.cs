using Amazon.Runtime.Internal;

namespace Gas.Pipeline.Aws.Clients;

/// <summary>What the SDK's pipeline asks of a service.</summary>
internal sealed class OwnClientMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
