using Amazon.Runtime;

namespace Gas.Tests.Aws;

/// <summary>Has a client of the SDK send all it sends, repetitions too, through a wire of the test's.</summary>
internal sealed class WiredClientFactory(DelegatingHandler wire) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        wire.InnerHandler ??= new SocketsHttpHandler();
        var client = new HttpClient(wire, disposeHandler: false);
        client.Timeout = clientConfig.Timeout ?? client.Timeout;
        return client;
    }

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
}
