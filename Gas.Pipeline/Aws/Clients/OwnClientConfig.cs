using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Gas.Pipeline.Aws.Clients;

/// <summary>
/// Where a service is and how it is asked, for the clients that the registry does not have; region, retries and addresses as for every client of the SDK.
/// These clients stand on <c>Amazon.Runtime.Internal</c>, which is public without a promise: hence the exact version of the core package, and the tests at the wire.
/// </summary>
public abstract class OwnClientConfig : ClientConfig
{
    private readonly string _service;

    /// <param name="service">The service's name in addresses and signatures.</param>
    /// <param name="serviceId">Its name in settings.</param>
    protected OwnClientConfig(string service, string serviceId)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        _service = service;
        AuthenticationServiceName = service;
        ServiceId = serviceId;
    }

    public override string UserAgent => $"gas-{_service}";

    public override string RegionEndpointServiceName => _service;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://{_service}.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}");
}
