using System.Security.Cryptography;
using System.Text;
using Gas.Blazor.Mail;
using Gas.Pipeline.Jobs;
using Microsoft.Extensions.Options;
using Stripe;
using Plan = Gas.Pipeline.Jobs.Plan;

namespace Gas.Blazor.Billing;

/// <summary>Finds the way to the payment provider's pages. Faults of the provider come as <see cref="StripeApi.IsOutage"/> knows them.</summary>
internal sealed class Checkout(Subscriptions subscriptions, StripeApi stripe, PublicAddress address, IOptions<BillingOptions> options, TimeProvider time)
{
    private const int Tries = 3;

    /// <summary>Where premium is paid; null when there is nothing to pay now, and the plan page says why.</summary>
    public async Task<string?> BeginAsync(UserId id, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Tries && options.Value.CanSell; tries++)
        {
            await subscriptions.RefreshAsync(id, cancellation);
            if (await subscriptions.FindAsync(id, cancellation) is not { Plan: Plan.Free, Status: BillingStatus.None } account)
            {
                return null;
            }

            if (await ReuseAsync(account, cancellation) is { } open)
            {
                return open;
            }

            // Two tabs at the same time are given the same checkout, since they ask with the same key: nobody pays twice.
            if (await CustomerOfAsync(account, cancellation) is { } customer
                && await BeginAsync(account, customer, cancellation) is { } begun
                && await subscriptions.KeepCheckoutAsync(account, begun.Id, cancellation))
            {
                return begun.Url;
            }
        }

        return null;
    }

    /// <summary>Where what was bought is managed; null for somebody who never bought anything.</summary>
    public async Task<string?> OpenPortalAsync(UserId id, CancellationToken cancellation) =>
        options.Value.CanAsk && await subscriptions.FindAsync(id, cancellation) is { Customer: { } customer }
            ? await stripe.OpenPortalAsync(customer, await PlanPageAsync(cancellation), cancellation)
            : null;

    /// <summary>The checkout that is still open, unless premium has another price now.</summary>
    private async Task<string?> ReuseAsync(BillingAccount account, CancellationToken cancellation)
    {
        if (account.Checkout is not { } begun || await stripe.FindCheckoutAsync(begun, cancellation) is not { Status: "open" } checkout)
        {
            return null;
        }

        if (checkout.Metadata?.GetValueOrDefault("price") == options.Value.Stripe.PriceId)
        {
            return checkout.Url;
        }

        await stripe.CloseCheckoutAsync(begun, cancellation);
        return null;
    }

    /// <summary>Null when somebody else has made another one meanwhile.</summary>
    private async Task<string?> CustomerOfAsync(BillingAccount account, CancellationToken cancellation)
    {
        if (account.Customer is { } known)
        {
            return known;
        }

        var made = await stripe.AddCustomerAsync(account.Id, account.Email, KeyOf("customer", account.Id.Value, account.Email, account.Customer), cancellation);
        return await subscriptions.KeepCustomerAsync(account, made, cancellation) ? made : null;
    }

    /// <summary>Null when Stripe knows no such customer (deleted there, or made with a test key): another takes its place for the next try.</summary>
    private async Task<Stripe.Checkout.Session?> BeginAsync(BillingAccount account, string customer, CancellationToken cancellation)
    {
        var planPage = await PlanPageAsync(cancellation);
        try
        {
            return await stripe.BeginCheckoutAsync(account.Id, customer, planPage, KeyOf("checkout", customer, $"{account.PlanVersion}", options.Value.Stripe.PriceId, planPage), cancellation);
        }
        catch (StripeException refusal) when (StripeApi.IsMissingCustomer(refusal))
        {
            var another = await stripe.AddCustomerAsync(account.Id, account.Email, KeyOf("customer", account.Id.Value, account.Email, customer), cancellation);
            await subscriptions.KeepCustomerAsync(account with { Customer = customer }, another, cancellation);
            return null;
        }
    }

    private async Task<string> PlanPageAsync(CancellationToken cancellation) => $"{await address.FindAsync(cancellation)}/account/plan";

    /// <summary>The same for the same wish within the hour. Stripe repeats its first answer to a key, and with it the fault if it was one: so not for longer.</summary>
    private string KeyOf(params string?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [.. parts, $"{time.GetUtcNow():yyyyMMddHH}"]))));
}
