using Gas.Pipeline.Jobs;
using Microsoft.Extensions.Options;
using Stripe;
using Session = Stripe.Checkout.Session;

namespace Gas.Blazor.Billing;

/// <summary>The few things that Stripe is asked. Faults of Stripe or of the way there come as exceptions for which <see cref="IsOutage"/> is true.</summary>
public sealed class StripeApi(IOptions<BillingOptions> options) : IDisposable
{
    private const string Missing = "resource_missing";

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10) };
    private StripeClient? _client;

    private StripeOptions Settings => options.Value.Stripe;

    private StripeClient Client => _client ??= new StripeClient(new StripeClientOptions
    {
        ApiKey = Settings.SecretKey,
        ApiBase = Settings.ApiBase.Length > 0 ? Settings.ApiBase.TrimEnd('/') : null,
        HttpClient = new SystemNetHttpClient(_http, enableTelemetry: false),
    });

    public static bool IsOutage(Exception exception, CancellationToken cancellation) =>
        exception is StripeException or HttpRequestException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested);

    /// <summary>What may be logged of a fault. Its message is not: Stripe repeats parts of a wrong key there.</summary>
    public static string Describe(Exception exception) => exception is StripeException { StripeError: { } error } refused
        ? $"{(int)refused.HttpStatusCode} {error.Type} {error.Code} {error.Param} (request {refused.StripeResponse?.RequestId})"
        : exception.GetType().Name;

    public static bool IsMissingCustomer(StripeException refusal) => refusal.StripeError is { Code: Missing, Param: "customer" };

    /// <returns>The new customer's id; the same again for the same key.</returns>
    public async Task<string> AddCustomerAsync(UserId user, string? email, string key, CancellationToken cancellation)
    {
        var customer = new CustomerCreateOptions { Email = email, Metadata = new() { ["gas_user"] = user.Value } };
        return (await new CustomerService(Client).CreateAsync(customer, Keyed(key), cancellation)).Id;
    }

    /// <param name="planPage">The address of the page that led here.</param>
    public Task<Session> BeginCheckoutAsync(UserId user, string customer, string planPage, string key, CancellationToken cancellation) =>
        new Stripe.Checkout.SessionService(Client).CreateAsync(
            new Stripe.Checkout.SessionCreateOptions
            {
                Mode = "subscription",
                Customer = customer,
                ClientReferenceId = user.Value,
                LineItems = [new() { Price = Settings.PriceId, Quantity = 1 }],
                Metadata = new() { ["price"] = Settings.PriceId },
                SuccessUrl = $"{planPage}/return",
                CancelUrl = planPage,
            },
            Keyed(key),
            cancellation);

    /// <summary>Null when Stripe does not know it.</summary>
    public async Task<Session?> FindCheckoutAsync(string checkout, CancellationToken cancellation)
    {
        try
        {
            return await new Stripe.Checkout.SessionService(Client).GetAsync(checkout, cancellationToken: cancellation);
        }
        catch (StripeException refusal) when (refusal.StripeError?.Code == Missing)
        {
            return null;
        }
    }

    /// <summary>Nobody can pay there any more, unless somebody just has.</summary>
    public async Task CloseCheckoutAsync(string checkout, CancellationToken cancellation)
    {
        try
        {
            await new Stripe.Checkout.SessionService(Client).ExpireAsync(checkout, cancellationToken: cancellation);
        }
        catch (StripeException refusal) when (refusal.StripeError?.Type == "invalid_request_error")
        {
            // It is over already.
        }
    }

    /// <returns>The address of the page where the customer manages what was bought.</returns>
    public async Task<string> OpenPortalAsync(string customer, string planPage, CancellationToken cancellation) =>
        (await new Stripe.BillingPortal.SessionService(Client).CreateAsync(new() { Customer = customer, ReturnUrl = $"{planPage}/return" }, cancellationToken: cancellation)).Url;

    /// <summary>All that the customer ever had, also those that have ended.</summary>
    /// <param name="known">Is asked for by itself when the customer has been deleted; null for none.</param>
    public async Task<IReadOnlyCollection<Subscription>> SubscriptionsAsync(string customer, string? known, CancellationToken cancellation)
    {
        var subscriptions = new SubscriptionService(Client);
        try
        {
            return (await subscriptions.ListAsync(new() { Customer = customer, Status = "all", Limit = 100 }, cancellationToken: cancellation)).Data;
        }
        catch (StripeException refusal) when (IsMissingCustomer(refusal) && known is not null)
        {
            return [await subscriptions.GetAsync(known, cancellationToken: cancellation)];
        }
        catch (StripeException refusal) when (IsMissingCustomer(refusal))
        {
            return [];
        }
    }

    /// <summary>At once.</summary>
    public async Task CancelAsync(string subscription, CancellationToken cancellation)
    {
        try
        {
            await new SubscriptionService(Client).CancelAsync(subscription, cancellationToken: cancellation);
        }
        catch (StripeException refusal) when (refusal.StripeError?.Code == Missing)
        {
            // Cancelled by somebody else meanwhile.
        }
    }

    public void Dispose() => _http.Dispose();

    private static RequestOptions Keyed(string key) => new() { IdempotencyKey = key };
}
