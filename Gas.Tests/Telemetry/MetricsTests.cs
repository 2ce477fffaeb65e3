using System.Net;
using System.Net.Http.Headers;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;

namespace Gas.Tests.Telemetry;

public sealed class MetricsTests
{
    private const string Token = "a-token-of-the-scraper";

    [Fact]
    public async Task Metrics_are_for_whoever_has_the_token_and_hold_no_names()
    {
        await using var server = new GasServer(new() { ["Telemetry:MetricsToken"] = Token });
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var uploaded = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=secret-name.vcf", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (await AskAsync(server, null), await AskAsync(server, "a-token-of-somebody")));

        using var scraper = Scraper(server, Token);
        var text = "";
        await Mail.Until.TrueAsync(
            async () =>
            {
                text = await scraper.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
                return text.Contains("gas_job_transitions", StringComparison.Ordinal) && text.Contains("gas_jobs", StringComparison.Ordinal);
            },
            "what has happened and how things stand is told");
        Assert.Contains("gas_job_state=\"Queued\"", text, StringComparison.Ordinal);
        Assert.Contains("gas_queue_messages", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-name", text, StringComparison.Ordinal);
        Assert.DoesNotContain(GasServer.Ann, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_in_the_settings_there_is_no_such_address()
    {
        await using var server = new GasServer();
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (await AskAsync(server, null), await AskAsync(server, "")));
    }

    private static async Task<HttpStatusCode> AskAsync(GasServer server, string? token)
    {
        using var client = Scraper(server, token);
        using var answer = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static HttpClient Scraper(GasServer server, string? token)
    {
        // Whoever is nobody is sent to sign in, as at any address.
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
