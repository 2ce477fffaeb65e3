using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Peers;

/// <summary>
/// As much of Stripe as the service uses, on loopback: the API in its documented encoding and shapes (docs.stripe.com/api), pages to pay and to manage
/// on, and signed events, which can be lost, doubled, late or out of order.
/// </summary>
internal sealed partial class StripeStandIn : IAsyncDisposable
{
    public const string SecretKey = "sk_test_of-the-stand-in";
    public const string WebhookSecret = "whsec_of-the-stand-in";
    public const string Price = "price_of-the-stand-in";

    private readonly HttpClient _http = new();
    private readonly List<Task> _deliveries = [];
    private readonly WebApplication _app;

    private StripeStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Map("/v1/{**path}", AnswerAsync);
        MapPages(_app);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The server that is told; null for nobody.</summary>
    public Uri? Listener { get; set; }

    /// <summary>Whether each event is told as it happens. If not, all are lost that the test does not tell itself.</summary>
    public bool IsTelling { get; set; } = true;

    /// <summary>Asked at each call of the API with its path; a status to answer with instead, null for the usual.</summary>
    public Func<string, int?> Fault { get; set; } = _ => null;

    /// <summary>Awaited with the path when an answer of the API is ready and not yet sent.</summary>
    public Func<string, Task> Sending { get; set; } = _ => Task.CompletedTask;

    public static async Task<StripeStandIn> StartAsync()
    {
        var stripe = new StripeStandIn();
        await stripe._app.StartAsync();
        stripe.Address = new Uri(stripe._app.Urls.Single());
        return stripe;
    }

    /// <summary>The settings of a service that pays here.</summary>
    public Dictionary<string, string> Settings() => new()
    {
        ["Billing:Provider"] = "Stripe",
        ["Billing:Stripe:SecretKey"] = SecretKey,
        ["Billing:Stripe:WebhookSecret"] = WebhookSecret,
        ["Billing:Stripe:PriceId"] = Price,
        ["Billing:Stripe:ApiBase"] = Address.ToString(),
    };

    /// <summary>Sends an event; the status of the answer.</summary>
    /// <param name="secret">What it is signed with.</param>
    /// <param name="age">How long ago it was signed.</param>
    public async Task<HttpStatusCode> TellAsync(string happened, string secret = WebhookSecret, TimeSpan age = default)
    {
        using var answer = await PostAsync(happened, Signature(happened, secret, TimeProvider.System.GetUtcNow() - age));
        return answer.StatusCode;
    }

    public async Task<HttpResponseMessage> PostAsync(string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Listener!, "/billing/stripe/webhook"));
        request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json; charset=utf-8"));
        if (signature is not null)
        {
            request.Headers.Add("Stripe-Signature", signature);
        }

        return await _http.SendAsync(request);
    }

    /// <summary>docs.stripe.com/webhooks#verify-manually.</summary>
    public static string Signature(string body, string secret, DateTimeOffset at)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at.ToUnixTimeSeconds()}.{body}"));
        return $"t={at.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(hash)},v0=an-older-scheme";
    }

    public async ValueTask DisposeAsync()
    {
        Task[] deliveries;
        lock (_lock)
        {
            deliveries = [.. _deliveries];
        }

        await Task.WhenAll(deliveries).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!["/v1/".Length..];
        var form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        var (status, body) = Fault(path) is { } fault
            ? (fault, Refusal("api_error", null, null, "The stand-in is down."))
            : Answer(request, path, name => (request.Method == "GET" ? request.Query[name] : form[name]).FirstOrDefault());
        await Sending(path);
        context.Response.StatusCode = status;
        context.Response.Headers["Request-Id"] = "req_stand-in";
        context.Response.Headers["Stripe-Should-Retry"] = "false";
        await context.Response.WriteAsJsonAsync(body);
    }

    private static JsonObject Refusal(string type, string? code, string? param, string message) =>
        new() { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["param"] = param, ["message"] = message } };
}
