using Gas.Tests.Aws;

namespace Gas.Tests.Peers;

/// <summary>The npm package oidc-provider in a process of its own: an OpenID provider that nobody here wrote. See openid.cjs.</summary>
internal sealed class OpenIdPeer : IDisposable
{
    private readonly NodePeer _process;
    private bool _isDown;

    private OpenIdPeer(NodePeer process, string issuer) => (_process, Issuer) = (process, issuer);

    public string Issuer { get; }

    public static async Task<OpenIdPeer> StartAsync(CancellationToken cancellation)
    {
        var (process, issuer) = await NodePeer.StartAsync("openid.cjs", cancellation);
        return new OpenIdPeer(process, issuer);
    }

    /// <summary>Arguments of a server that trusts it by the name <c>lab</c>, and that has a second provider which is not there.</summary>
    public string[] Arguments() =>
    [
        $"--SignIn:Providers:lab:Authority={Issuer}",
        "--SignIn:Providers:lab:Title=The Lab",
        "--SignIn:Providers:lab:ClientId=gas",
        "--SignIn:Providers:lab:ClientSecret=secret-of-the-peer",
        "--SignIn:Providers:lab:Scopes=openid profile email groups",
        "--SignIn:Providers:lab:RolesClaim=groups",
        "--SignIn:Providers:lab:AdminValues=chiefs",
        "--SignIn:Providers:lab:SignOutThere=true",
        "--SignIn:Providers:down:Authority=http://127.0.0.1:9",
        "--SignIn:Providers:down:Title=Nowhere",
        "--SignIn:Providers:down:ClientId=gas",
        "--SignIn:Providers:down:ClientSecret=none",
    ];

    /// <summary>Puts somebody into groups, and out of all others.</summary>
    public async Task JoinAsync(string name, string groups, CancellationToken cancellation) => Assert.Equal("done", await _process.AskAsync($"{name} {groups}", cancellation));

    /// <summary>Makes its tokens say something wrong, with its own signature: <c>audience</c>, <c>issuer</c> or <c>expired</c>; <c>nothing</c> mends them.</summary>
    public async Task SpoilAsync(string what, CancellationToken cancellation) => Assert.Equal("done", await _process.AskAsync($"spoil {what}", cancellation));

    /// <summary>It is down from then on.</summary>
    public void Dispose()
    {
        if (!_isDown)
        {
            _isDown = true;
            _process.Dispose();
        }
    }
}
