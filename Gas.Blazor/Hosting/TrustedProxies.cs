using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Hosting;

/// <summary>Hands the trusted proxies to the middleware.</summary>
internal sealed class TrustedProxies(IOptions<ProxyOptions> proxy) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in proxy.Value.Entries)
        {
            if (ProxyOptions.TryRead(entry, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }
    }
}
