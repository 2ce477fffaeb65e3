using System.Net;
using Gas.Blazor.Billing;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Embedded;
using Gas.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Billing;

/// <summary>The service works without keys, and says what is missing to whom it concerns.</summary>
public sealed class MissingKeysTests
{
    private const string ForUsers = "Payments are not set up yet. Ask the operator of this service.";

    [Fact]
    public async Task Users_are_told_that_and_admins_what()
    {
        var log = new RecordedLog();
        await using var server = new GasServer(
            new() { ["Billing:Provider"] = "Stripe", ["Billing:Stripe:SecretKey"] = StripeStandIn.SecretKey },
            services => services.AddSingleton<ILoggerProvider>(log));
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        using var admin = await server.VisitAsAsync(GasServer.Admin);

        var users = await ann.ReadAsync("/account/plan");
        var admins = await admin.ReadAsync("/account/plan");

        Assert.Contains(ForUsers, users, StringComparison.Ordinal);
        Assert.DoesNotContain("Billing:Stripe", users, StringComparison.Ordinal);
        Assert.Contains("Billing:Stripe:WebhookSecret", admins, StringComparison.Ordinal);
        Assert.Contains("Billing:Stripe:PriceId", admins, StringComparison.Ordinal);
        Assert.DoesNotContain("Billing:Stripe:SecretKey", admins, StringComparison.Ordinal);
        Assert.DoesNotContain(StripeStandIn.SecretKey, admins, StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.StartsWith("Payments are not set up; missing: Billing:Stripe:WebhookSecret, Billing:Stripe:PriceId.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_sold_and_nothing_is_heard()
    {
        await using var server = new GasServer(new() { ["Billing:Provider"] = "Stripe" });
        using var ann = new Payer(await server.VisitAsAsync(GasServer.Ann), await server.IdOfAsync(GasServer.Ann), GasServer.Ann);
        using var checkout = await PayingSite.PressAsync(ann, "checkout");
        using var back = await ann.Visitor.GetAsync("/account/plan/return");
        using var told = await ann.Visitor.SendAsync(HttpMethod.Post, "/billing/stripe/webhook", new StringContent("{}"));
        Assert.Equal("/account/plan", checkout.Headers.Location?.OriginalString);
        Assert.Equal("/account/plan", back.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, told.StatusCode);
        Assert.Contains("Payments are not set up", await Visitor.TextOfAsync(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_somebody_may_still_be_paying_a_cancelling_without_a_key_fails_and_says_why()
    {
        var (log, cancellation) = (new RecordedLog(), TestContext.Current.CancellationToken);
        await using var server = new GasServer([], services => services.AddSingleton<ILoggerProvider>(log));
        await server.AddAsync(GasServer.Ann);
        var (ann, subscriptions) = (await server.IdOfAsync(GasServer.Ann), server.Services.GetRequiredService<Subscriptions>());
        Assert.True(await subscriptions.KeepCustomerAsync((await subscriptions.FindAsync(ann, cancellation))!, "cus_1", cancellation));
        Assert.True(await subscriptions.CancelAsync(ann, cancellation));

        Assert.True(await subscriptions.KeepCheckoutAsync((await subscriptions.FindAsync(ann, cancellation))!, "cs_1", cancellation));
        Assert.False(await subscriptions.CancelAsync(ann, cancellation));
        Assert.Contains(log.Lines, line => line.Contains("customer cus_1, but Billing:Stripe:SecretKey is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pk_test_1", "", "", "", "Billing:Stripe:SecretKey must begin with 'sk_' or 'rk_'")]
    [InlineData("sk_test_1 ", "", "", "", "Billing:Stripe:SecretKey must begin")]
    [InlineData("", "sk_test_1", "", "", "Billing:Stripe:WebhookSecret must begin with 'whsec_'")]
    [InlineData("", "", "prod_1", "", "Billing:Stripe:PriceId must begin with 'price_'")]
    [InlineData("", "", "", "http://stripe.example", "Billing:Stripe:ApiBase is 'http://stripe.example', but must be an https address")]
    [InlineData("", "", "", "stripe", "Billing:Stripe:ApiBase is 'stripe'")]
    public void What_cannot_be_right_is_refused_without_repeating_a_key(string key, string secret, string price, string apiBase, string words)
    {
        var options = new BillingOptions { Stripe = new() { SecretKey = key, WebhookSecret = secret, PriceId = price, ApiBase = apiBase } };
        var fault = Assert.Single(options.Validate(new(options))).ErrorMessage!;
        Assert.StartsWith(words, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("_1", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rk_live_1", "whsec_1", "price_1", "https://stripe.example")]
    [InlineData("sk_test_1", "", "", "http://127.0.0.1:12111")]
    public void What_can_be_right_is_taken(string key, string secret, string price, string apiBase)
    {
        var options = new BillingOptions { Stripe = new() { SecretKey = key, WebhookSecret = secret, PriceId = price, ApiBase = apiBase } };
        Assert.Empty(options.Validate(new(options)));
    }
}
