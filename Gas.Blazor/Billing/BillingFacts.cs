using Session = Stripe.Checkout.Session;
using Subscription = Stripe.Subscription;

namespace Gas.Blazor.Billing;

/// <summary>What the payment provider says of an account now.</summary>
/// <param name="Subscription">The subscription that counts; null when there is none that goes on.</param>
/// <param name="Checkout">The checkout whose end is still open.</param>
/// <param name="EndsAt">When the subscription will end; null for open end.</param>
public sealed record BillingFacts(BillingStatus Status, string? Subscription = null, string? Checkout = null, DateTimeOffset? EndsAt = null)
{
    /// <summary>From all subscriptions that the customer ever had, and the checkout if one was begun.</summary>
    internal static BillingFacts Of(IReadOnlyCollection<Subscription> subscriptions, Session? checkout)
    {
        var isPaid = checkout?.Status == "complete";
        var isSettled = isPaid && subscriptions.Any(one => one.Id == checkout!.SubscriptionId);
        var pending = isPaid || checkout?.Status == "open" ? checkout!.Id : null;
        var best = subscriptions.Where(one => StatusOf(one) != BillingStatus.None).OrderBy(Rank).ThenByDescending(one => one.Created).FirstOrDefault();
        return best is null
            ? new BillingFacts(isPaid && !isSettled ? BillingStatus.Confirming : BillingStatus.None, Checkout: isSettled ? null : pending)
            : new BillingFacts(StatusOf(best), best.Id, isSettled ? null : pending, EndOf(best));
    }

    private static BillingStatus StatusOf(Subscription subscription) => subscription.Status switch
    {
        "active" or "trialing" => BillingStatus.Active,
        "past_due" => BillingStatus.PastDue,
        "unpaid" or "paused" => BillingStatus.Suspended,
        "incomplete" => BillingStatus.Confirming,
        // Canceled or incomplete_expired: both are final.
        _ => BillingStatus.None,
    };

    /// <summary>What gives premium comes first.</summary>
    private static int Rank(Subscription subscription) => StatusOf(subscription) switch
    {
        BillingStatus.Active => 0,
        BillingStatus.PastDue => 1,
        BillingStatus.Confirming => 2,
        BillingStatus.Suspended => 3,
        BillingStatus.None => 4,
    };

    /// <summary>Periods belong to a subscription's items since the API of 2025; it ends with the first of them.</summary>
    private static DateTimeOffset? EndOf(Subscription subscription)
    {
        var end = subscription.CancelAt ?? (subscription.CancelAtPeriodEnd ? subscription.Items?.Data.Min(item => (DateTime?)item.CurrentPeriodEnd) : null);
        return end is { } date ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)) : null;
    }
}
