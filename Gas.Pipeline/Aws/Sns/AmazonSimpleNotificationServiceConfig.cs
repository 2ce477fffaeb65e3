using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>Where the service is and how it is asked; region, retries and addresses as for every client of the SDK.</summary>
public sealed class AmazonSimpleNotificationServiceConfig : ClientConfig
{
    private const string Service = "sns";

    public AmazonSimpleNotificationServiceConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        AuthenticationServiceName = Service;
        ServiceId = "SNS";
    }

    public override string ServiceVersion => SnsCall.Version;

    public override string UserAgent => "gas-sns";

    public override string RegionEndpointServiceName => Service;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://{Service}.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}");
}
