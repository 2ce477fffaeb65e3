using System.Net;

namespace Gas.Blazor.Hosting;


/// <summary>Which reverse proxies are believed when they say who the client is; section <c>Proxy</c>. By default none.</summary>
public sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>), separated by commas.</summary>
    public string Trusted { get; set; } = "";

    internal IEnumerable<string> Entries => Trusted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static bool TryRead(string entry, out IPNetwork network)
    {
        if (IPAddress.TryParse(entry, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(entry, out network);
    }
}
