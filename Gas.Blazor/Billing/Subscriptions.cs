using Gas.Blazor.Account.Plans;
using Gas.Pipeline.Jobs;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Billing;

/// <summary>
/// Keeps plans in step with subscriptions. Whatever is heard of a payment only says "look again": the subscription as it is now is the truth, so that
/// events may be lost, doubled or late.
/// </summary>
public sealed partial class Subscriptions(IServiceScopeFactory scopes, PlanSwitch plans, StripeApi stripe, IOptions<BillingOptions> options, TimeProvider time, ILogger<Subscriptions> logger)
{
    private const int Tries = 5;
    private static readonly TimeSpan ConfirmInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CheckoutInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(1);

    /// <summary>Ends what the account pays for, at once, and closes a checkout that is open: call it before the account is deleted.</summary>
    /// <returns>False when the payment provider could not be asked. Then the account must stay: somebody would pay for nothing.</returns>
    public async Task<bool> CancelAsync(UserId id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { Customer: { } customer } account)
        {
            return true;
        }

        if (options.Value.Stripe.SecretKey.Length == 0)
        {
            LogLeft(id, customer);
            return account.Subscription is null && account.Checkout is null;
        }

        try
        {
            // First, so that nobody pays after the list is read.
            if (account.Checkout is { } checkout)
            {
                await stripe.CloseCheckoutAsync(checkout, cancellation);
            }

            foreach (var subscription in (await stripe.SubscriptionsAsync(customer, account.Subscription, cancellation)).Where(one => one.EndedAt is null))
            {
                await stripe.CancelAsync(subscription.Id, cancellation);
                LogCancelled(id, subscription.Id);
            }

            await RefreshAsync(id, cancellation);
            return true;
        }
        catch (Exception exception) when (StripeApi.IsOutage(exception, cancellation))
        {
            LogOutage(id, StripeApi.Describe(exception));
            return false;
        }
    }

    /// <summary>Asks how things stand, and has the plan follow. Throws what <see cref="StripeApi.IsOutage"/> knows when there is no answer.</summary>
    internal async Task RefreshAsync(UserId id, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Tries && options.Value.CanAsk; tries++)
        {
            if (await FindAsync(id, cancellation) is not { Customer: { } customer } account)
            {
                return;
            }

            // The checkout first: what it says has been paid is in the list that is read after it.
            var checkout = account.Checkout is { } begun ? await stripe.FindCheckoutAsync(begun, cancellation) : null;
            var facts = BillingFacts.Of(await stripe.SubscriptionsAsync(customer, account.Subscription, cancellation), checkout);
            if (await FollowAsync(account, facts, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>Looks again at accounts whose time has come: events may have been lost, and people close the page before they are led back.</summary>
    internal async Task SweepAsync(int max, CancellationToken cancellation)
    {
        foreach (var id in await DueAsync(max, cancellation))
        {
            // First, so that a fault is not met again in a moment.
            await SetDueAsync(id, RetryInterval, cancellation);
            if (!await TryRefreshAsync(id, cancellation))
            {
                // Whoever gives no answer to this question gives none to the next.
                return;
            }
        }
    }

    /// <returns>False when the payment provider did not answer.</returns>
    internal async Task<bool> TryRefreshAsync(UserId id, CancellationToken cancellation)
    {
        try
        {
            await RefreshAsync(id, cancellation);
            return true;
        }
        catch (Exception exception) when (StripeApi.IsOutage(exception, cancellation))
        {
            LogOutage(id, StripeApi.Describe(exception));
            return false;
        }
    }

    /// <summary>Saved only if nothing has been learnt since the account was read: an answer that was overtaken would undo a newer one.</summary>
    private Task<bool> FollowAsync(BillingAccount account, BillingFacts facts, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var plan = account.PlanAfter(facts, now);
        var due = DueAfter(facts, now);
        if (account.Status != facts.Status || account.Subscription != facts.Subscription)
        {
            LogFollowed(account.Id, facts.Subscription, facts.Status);
        }

        return plans.ChangeAsync(
            account.Id,
            plan,
            facts.EndsAt,
            user => user.BillingVersion == account.Version,
            user => user
                .SetProperty(one => one.BillingVersion, account.Version + 1)
                .SetProperty(one => one.BillingStatus, facts.Status)
                .SetProperty(one => one.BillingSubscription, facts.Subscription)
                .SetProperty(one => one.BillingCheckout, facts.Checkout)
                .SetProperty(one => one.BillingDueAt, due),
            cancellation);
    }

    private DateTimeOffset? DueAfter(BillingFacts facts, DateTimeOffset now)
    {
        var interval = options.Value.Stripe.CheckInterval;
        return facts switch
        {
            { Status: BillingStatus.Confirming } => now + Shorter(interval, ConfirmInterval),
            { Checkout: not null } => now + Shorter(interval, CheckoutInterval),
            { Status: BillingStatus.None } => null,
            // Whoever thought better of it at the last moment is not left without premium for long.
            { EndsAt: { } end } when end > now => now + Shorter(interval, end - now + RetryInterval),
            _ => now + interval,
        };
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(1, LogLevel.Information, "Account {User}: subscription {Subscription} is {Status}.")]
    private partial void LogFollowed(UserId user, string? subscription, BillingStatus status);

    [LoggerMessage(2, LogLevel.Warning, "Stripe gave no answer about account {User}: {Fault}. It is asked again.")]
    private partial void LogOutage(UserId user, string fault);

    [LoggerMessage(3, LogLevel.Information, "Account {User}: subscription {Subscription} was cancelled.")]
    private partial void LogCancelled(UserId user, string subscription);

    [LoggerMessage(4, LogLevel.Warning, "Account {User} is Stripe's customer {Customer}, but Billing:Stripe:SecretKey is missing, so that nothing can be cancelled there.")]
    private partial void LogLeft(UserId user, string customer);
}
