using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>Where the service is and how it is called.</summary>
public sealed class GlacierConfig : ClientConfig
{
    public GlacierConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        AuthenticationServiceName = "glacier";
        ServiceId = "Glacier";
        Timeout = TimeSpan.FromMinutes(15);
    }

    public override string ServiceVersion => "2012-06-01";

    public override string UserAgent => "gas-glacier/1.0";

    public override string RegionEndpointServiceName => "glacier";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://glacier.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}");
}
