using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gas.Blazor.Hosting;

/// <summary>Where the server is found, once it listens.</summary>
internal static class ListenAddress
{
    public static string Of(IServer server) => Reachable(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost");

    /// <summary>An address that can be clicked: "any" is where the server listens, not where a browser goes.</summary>
    private static string Reachable(string address) =>
        address.Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal);
}
