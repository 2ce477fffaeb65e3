using System.Net;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>The server behind a proxy that ends https, as a lab runs it.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task Behind_a_trusted_proxy_cookies_are_bound_to_this_host_and_to_https()
    {
        await using var server = new GasServer(new() { ["Accounts:HttpsOnly"] = "true", ["Proxy:Trusted"] = "127.0.0.1, 10.0.0.0/8" });
        await server.AddAsync(GasServer.Ann);
        using var visitor = server.Visit();
        visitor.Headers.Add("X-Forwarded-Proto", "https");
        using var page = await visitor.GetAsync("/account/login");
        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-gas-forms=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        using var closed = await visitor.GetAsync("/account");
        Assert.Equal("https", closed.Headers.Location!.Scheme);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden), (await GoLiveAsync("https://gas.lab.example"), await GoLiveAsync("https://gas.lab.example:443"), await GoLiveAsync("http://gas.lab.example")));

        async Task<HttpStatusCode> GoLiveAsync(string origin)
        {
            using var answer = await visitor.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, ("Host", "gas.lab.example"), ("Origin", origin));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Nobody_is_trusted_unless_named()
    {
        await using var server = new GasServer();
        using var visitor = server.Visit();
        visitor.Headers.Add("X-Forwarded-Proto", "https");
        using var closed = await visitor.GetAsync("/account");
        Assert.Equal((HttpStatusCode.Found, "http"), (closed.StatusCode, closed.Headers.Location!.Scheme));

        // Its pages are live all the same: browsers say https, and no other site has this host.
        using var live = await visitor.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, ("Host", "gas.lab.example"), ("Origin", "https://gas.lab.example"));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
