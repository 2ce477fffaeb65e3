using System.Net;
using Gas.Blazor.Account.Tokens;
using Gas.Tests.Blazor.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>Who comes with a token, and what answers without a route.</summary>
public sealed partial class AccessTests
{
    private const TokenScope AllScopes = TokenScope.Read | TokenScope.Submit | TokenScope.Admin;

    [Fact]
    public async Task A_token_opens_no_page_whatever_its_scopes()
    {
        var job = await UploadAsync();
        foreach (var scopes in new[] { TokenScope.None, TokenScope.Read, TokenScope.Submit, TokenScope.Admin, AllScopes })
        {
            using var script = await ComeWithTokenAsync(GasServer.Admin, scopes);
            await WalkAsync(script, job, Table.Where(line => !IsForScripts(line.Route)), Refused);
        }
    }

    /// <summary>Under /api a token does what both its scopes and its owner may.</summary>
    [Theory]
    [InlineData(GasServer.Ann, AllScopes)]
    [InlineData(GasServer.Ann, TokenScope.None)]
    [InlineData(GasServer.Ann, TokenScope.Read)]
    [InlineData(GasServer.Ann, TokenScope.Submit)]
    [InlineData(GasServer.Ann, TokenScope.Admin)]
    [InlineData(GasServer.Bob, AllScopes)]
    [InlineData(GasServer.Admin, AllScopes)]
    [InlineData(GasServer.Admin, TokenScope.Read | TokenScope.Submit)]
    public async Task A_token_does_what_its_scopes_and_its_owner_may(string email, TokenScope scopes)
    {
        var job = await UploadAsync();
        using var script = await ComeWithTokenAsync(email, scopes);
        await WalkAsync(script, job, Table.Where(line => IsForScripts(line.Route)), line =>
            ScopeFor(line.Method, line.Route) is not { } needed || !scopes.HasFlag(needed) ? 403
            : email == GasServer.Ann ? line.Owner
            : email == GasServer.Admin && scopes.HasFlag(TokenScope.Admin) ? line.Admin
            : line.Other);
    }

    [Theory]
    [InlineData("callback?state=forged&code=1", 302, "/account/login?end=Failed&with=lab")]
    [InlineData("callback", 302, "/account/login?end=Failed&with=lab")]
    [InlineData("signed-out?state=forged", 200, null)]
    public async Task A_provider_s_way_back_neither_opens_nor_ends_a_session_by_itself(string path, int status, string? leadsTo)
    {
        using var visitor = server.Visit();
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        foreach (var somebody in new[] { visitor, ann })
        {
            using var answer = await somebody.GetAsync($"/account/sign-in/lab/{path}");
            Assert.Equal((status, leadsTo), ((int)answer.StatusCode, answer.Headers.Location?.OriginalString));
            Assert.Equal("", await Visitor.TextOfAsync(answer));
        }

        using var still = await ann.GetAsync("/account");
        using var nobody = await visitor.GetAsync("/account");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), (still.StatusCode, nobody.StatusCode));
    }

    /// <summary>Telemetry.MetricsTests tells of those who have the token.</summary>
    [Theory]
    [InlineData(null, HttpStatusCode.Found)]
    [InlineData(GasServer.Ann, HttpStatusCode.NotFound)]
    [InlineData(GasServer.Admin, HttpStatusCode.NotFound)]
    public async Task Metrics_are_no_page_for_anybody(string? email, HttpStatusCode status)
    {
        using var visitor = email is null ? server.Visit() : await server.VisitAsAsync(email);
        using var answer = await visitor.GetAsync("/metrics");
        Assert.Equal(status, answer.StatusCode);
    }

    private static bool IsForScripts(string route) => route.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>Null where no token is taken.</summary>
    private static TokenScope? ScopeFor(string method, string route) => route switch
    {
        "/api/audit" => TokenScope.Admin,
        "/api/plan/{plan}" => null,
        _ => method is "GET" or "HEAD" ? TokenScope.Read : TokenScope.Submit,
    };

    private async Task<Visitor> ComeWithTokenAsync(string email, TokenScope scopes)
    {
        await server.AddAsync(email, email == GasServer.Admin);
        var script = server.Visit();
        var text = await server.Services.GetRequiredService<TokenBook>().MakeAsync(await server.IdOfAsync(email), $"{scopes}", scopes, TimeSpan.FromDays(1), Cancellation);
        script.Headers.Authorization = new("Bearer", text);
        return script;
    }
}
