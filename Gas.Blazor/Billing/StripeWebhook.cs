using System.Text.Json;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Stripe;

namespace Gas.Blazor.Billing;

/// <summary>
/// <c>POST /billing/stripe/webhook</c>: what Stripe tells. An event is only a reason to look: nothing but its customer is taken from it, so that it may
/// come twice, late, out of order or in another version of the API.
/// </summary>
internal sealed partial class StripeWebhook(Subscriptions subscriptions, IOptions<BillingOptions> options, TimeProvider time, ILogger<StripeWebhook> logger)
{
    public const string Path = "/billing/stripe/webhook";
    private const int LongestBody = 256 * 1024;

    private static readonly HashSet<string> Nudges =
    [
        "checkout.session.completed",
        "customer.subscription.created",
        "customer.subscription.updated",
        "customer.subscription.deleted",
        "customer.subscription.paused",
        "customer.subscription.resumed",
        "invoice.paid",
        "invoice.payment_failed",
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(Path, (HttpRequest request, StripeWebhook webhook, CancellationToken cancellation) => webhook.HearAsync(request, cancellation))
        .AllowAnonymous()
        .WithMetadata(new RequestSizeLimitAttribute(LongestBody));

    private async Task<IResult> HearAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (options.Value.Provider != BillingProvider.Stripe)
        {
            return TypedResults.NotFound();
        }

        if (!options.Value.CanAsk || options.Value.Stripe.WebhookSecret.Length == 0)
        {
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "Payments are not set up", "Settings are missing; an admin sees on the plan page which.");
        }

        string body;
        try
        {
            using var reader = new StreamReader(request.Body);
            body = await reader.ReadToEndAsync(cancellation);
        }
        catch (BadHttpRequestException refused)
        {
            return Problem.Of(refused.StatusCode, "Not readable", $"An event is sent whole and has {LongestBody} bytes at most.");
        }

        if (!IsSigned(body, request.Headers["Stripe-Signature"].ToString()) || Read(body) is not { } told)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "Not from Stripe", "The signature is missing, wrong or too old. Check Billing:Stripe:WebhookSecret and the server's clock.");
        }

        return told.Customer is { } customer && Nudges.Contains(told.Type) ? await LookAsync(told.Type, customer, cancellation) : TypedResults.Ok();
    }

    private async Task<IResult> LookAsync(string type, string customer, CancellationToken cancellation)
    {
        if (await subscriptions.FindOwnerAsync(customer, cancellation) is not { } owner)
        {
            LogUnknown(type, customer);
            return TypedResults.Ok();
        }

        LogTold(type, owner);
        // Noted first: should Stripe be down now and never tell again, the sweeper still looks.
        await subscriptions.SetDueAsync(owner, TimeSpan.Zero, cancellation);
        return await subscriptions.TryRefreshAsync(owner, cancellation)
            ? TypedResults.Ok()
            : Problem.Of(StatusCodes.Status503ServiceUnavailable, "Not now", "Stripe's API gave no answer. Send the event again.");
    }

    private bool IsSigned(string body, string signature)
    {
        try
        {
            EventUtility.ValidateSignature(body, signature, options.Value.Stripe.WebhookSecret, EventUtility.DefaultTimeTolerance, time.GetUtcNow().ToUnixTimeSeconds());
            return true;
        }
        catch (StripeException)
        {
            LogUnsigned();
            return false;
        }
    }

    /// <summary>Null when it is no event.</summary>
    private static (string Type, string? Customer)? Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var subject = json.RootElement.GetProperty("data").GetProperty("object");
            var customer = subject.TryGetProperty("customer", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            return (json.RootElement.GetProperty("type").GetString() ?? "", customer);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Stripe tells {Type} of account {User}.")]
    private partial void LogTold(string type, UserId user);

    [LoggerMessage(2, LogLevel.Warning, "Stripe tells {Type} of customer {Customer}, whom no account here knows.")]
    private partial void LogUnknown(string type, string customer);

    [LoggerMessage(3, LogLevel.Warning, "Somebody sent an event that Stripe has not signed with Billing:Stripe:WebhookSecret, or not just now.")]
    private partial void LogUnsigned();
}
