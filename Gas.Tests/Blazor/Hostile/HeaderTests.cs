using System.Net;
using Gas.Blazor.Account.Tokens;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Hostile;

/// <summary>What answers tell browsers, as a lab runs the service: behind a proxy that ends https.</summary>
public sealed class HeaderTests(HeaderTests.Site site) : IClassFixture<HeaderTests.Site>
{
    private const int Requests = 10;
    private const string Host = "gas.lab.example";

    /// <summary>All of them, on every answer.</summary>
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Content-Security-Policy"] = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + $"connect-src 'self' wss://{Host}; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "same-origin",
        ["Permissions-Policy"] = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GasServer Server => site.Server;

    [Fact]
    public async Task Every_answer_carries_the_headers_that_bind_the_browser()
    {
        using var visitor = Visit();
        foreach (var (path, status) in new[] { ("/account/login", HttpStatusCode.OK), ("/shared/none", HttpStatusCode.NotFound), ("/api/jobs", HttpStatusCode.Unauthorized), ("/health/live", HttpStatusCode.OK), ("/css/app.css", HttpStatusCode.OK) })
        {
            using var answer = await visitor.GetAsync(path);
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(Expected, HeadersOf(answer));
        }

        Assert.DoesNotMatch("<script(?![^>]*src=)[^>]*>", await visitor.ReadAsync("/account/login"));
    }

    [Fact]
    public async Task What_is_somebody_s_own_is_bound_as_well_and_kept_by_no_cache()
    {
        using var ann = await CallAsync(GasServer.Ann);
        using var upload = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        var job = (await Visitor.JsonOfAsync(upload)).GetProperty("id").GetGuid();
        foreach (var path in new[] { "/api/jobs", $"/api/jobs/{job}", "/api/plan", $"/api/jobs/{job}/download/input", $"/api/jobs/download?id={job}" })
        {
            using var answer = await ann.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
            Assert.Equal(Expected, HeadersOf(answer));
        }

        using var style = await ann.GetAsync("/css/app.css");
        Assert.False(style.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_refusal_for_asking_too_often_is_bound_as_well()
    {
        using var bob = await CallAsync(GasServer.Bob);
        for (var request = 0; request < Requests; request++)
        {
            (await bob.GetAsync("/api/plan")).Dispose();
        }

        using var answer = await bob.GetAsync("/api/plan");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(Expected, HeadersOf(answer));
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage answer) => answer.Headers
        .Where(header => Expected.ContainsKey(header.Key) || header.Key.Contains("Policy", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key, header => Assert.Single(header.Value));

    private Visitor Visit()
    {
        var visitor = Server.Visit();
        visitor.Headers.Host = Host;
        visitor.Headers.Add("X-Forwarded-Proto", "https");
        return visitor;
    }

    private async Task<Visitor> CallAsync(string email)
    {
        await Server.AddAsync(email);
        var script = Visit();
        var token = await Server.Services.GetRequiredService<TokenBook>().MakeAsync(await Server.IdOfAsync(email), "script", TokenScope.Read | TokenScope.Submit, TimeSpan.FromDays(1), Cancellation);
        script.Headers.Authorization = new("Bearer", token);
        return script;
    }

    public sealed class Site : IAsyncDisposable
    {
        public GasServer Server { get; } = new(new() { ["Accounts:HttpsOnly"] = "true", ["Accounts:HttpsSubdomains"] = "true", ["Proxy:Trusted"] = "127.0.0.1", ["Limits:RequestsPerMinute"] = $"{Requests}" });

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
