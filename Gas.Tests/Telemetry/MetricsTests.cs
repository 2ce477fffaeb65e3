using System.Net;
using System.Net.Http.Headers;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Server;

namespace Gas.Tests.Telemetry;

public sealed class MetricsTests
{
    private const string Token = "a-token-of-the-scraper";

    /// <summary>In a process of its own: in this one the meters of all other tests' servers would be collected, too.</summary>
    [Fact]
    public async Task Metrics_are_for_whoever_has_the_token_and_hold_no_names()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var data = Directory.CreateTempSubdirectory("gas-metrics-");
        try
        {
            await using var server = await ServerProcess.StartAsync(data.FullName, cancellation, $"--Telemetry:MetricsToken={Token}");
            using var ann = new ScriptedUser(server.Address);
            await ann.SetUpAsync(server, cancellation);
            await ann.UploadAsync(new MemoryStream(SmallVcf.Bytes), "secret-name.vcf", cancellation);
            Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (await AskAsync(server.Address, null), await AskAsync(server.Address, "a-token-of-somebody")));

            using var scraper = Scraper(server.Address, Token);
            var text = "";
            await Mail.Until.TrueAsync(
                async () =>
                {
                    text = await scraper.GetStringAsync("/metrics", cancellation);
                    return text.Contains("gas_job_transitions", StringComparison.Ordinal) && text.Contains("gas_jobs", StringComparison.Ordinal);
                },
                "what has happened and how things stand is told");
            Assert.Contains("gas_job_state=\"Queued\"", text, StringComparison.Ordinal);
            Assert.Contains("gas_queue_messages", text, StringComparison.Ordinal);
            Assert.Contains("http_server_request_duration", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-name", text, StringComparison.Ordinal);
            Assert.DoesNotContain(ScriptedUser.Email, text, StringComparison.Ordinal);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_token_in_the_settings_there_is_no_such_address()
    {
        await using var server = new GasServer();
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (await AskAsync(server.Address, null), await AskAsync(server.Address, "")));
    }

    private static async Task<HttpStatusCode> AskAsync(Uri server, string? token)
    {
        using var client = Scraper(server, token);
        using var answer = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static HttpClient Scraper(Uri server, string? token)
    {
        // Whoever is nobody is sent to sign in, as at any address.
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
