using System.Net;
using Gas.Blazor.Account;
using Gas.Blazor.Account.People;
using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Billing;

/// <summary>The plan follows the subscription, whichever database keeps it.</summary>
public abstract class SubscriptionTests
{
    private readonly PayingSite _site;

    protected SubscriptionTests(PayingSite site)
    {
        _site = site;
        site.Mend();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("trialing", Plan.Premium, "Manage or cancel premium")]
    [InlineData("past_due", Plan.Premium, "Your last payment failed")]
    [InlineData("unpaid", Plan.Free, "Your subscription is on hold")]
    [InlineData("paused", Plan.Free, "Your subscription is on hold")]
    [InlineData("canceled", Plan.Free, "Upgrade to premium")]
    [InlineData("incomplete_expired", Plan.Free, "Upgrade to premium")]
    public async Task Each_status_has_its_plan_and_its_words(string status, Plan plan, string words)
    {
        var (ann, _, subscription) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;

        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Move(subscription, status)));

        Assert.Equal(plan, (await _site.PlanAsync(ann)).Plan);
        Assert.Contains(words, await ann.Visitor.ReadAsync("/account/plan"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("unpaid")]
    [InlineData("past_due")]
    public async Task What_goes_on_again_is_premium_again(string status)
    {
        var (ann, _, subscription) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;
        await _site.Stripe.TellAsync(_site.Stripe.Move(subscription, status));
        await _site.Stripe.TellAsync(_site.Stripe.Move(subscription, "active"));
        Assert.Equal((Plan.Premium, BillingStatus.Active), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Billing) : default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_subscription_tells_its_end_and_can_be_renewed(bool atPeriodEnd)
    {
        var (ann, _, subscription) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;
        var end = atPeriodEnd ? _site.Stripe.PeriodEndOf(subscription) : new DateTimeOffset(2099, 12, 31, 12, 0, 0, TimeSpan.Zero);

        await _site.Stripe.TellAsync(_site.Stripe.EndAt(subscription, atPeriodEnd ? null : end, atPeriodEnd));
        Assert.Equal((Plan.Premium, end), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.EndsAt) : default);
        Assert.Contains("Keep or manage premium", await ann.Visitor.ReadAsync("/account/plan"), StringComparison.Ordinal);

        await _site.Stripe.TellAsync(_site.Stripe.EndAt(subscription, null, atPeriodEnd: false));
        Assert.Equal((Plan.Premium, null), await _site.PlanAsync(ann) is var renewed ? (renewed.Plan, renewed.EndsAt) : default);
    }

    [Fact]
    public async Task A_subscription_whose_end_has_come_is_over_whoever_says_so_first()
    {
        var (ann, _, subscription) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;
        await _site.Stripe.TellAsync(_site.Stripe.EndAt(subscription, TimeProvider.System.GetUtcNow().AddSeconds(2), atPeriodEnd: false));
        await _site.IsAsync(ann, Plan.Free);
        var over = (await _site.PlanAsync(ann)).Version;

        await _site.Stripe.TellAsync(_site.Stripe.Move(subscription, "canceled"));

        Assert.Equal((Plan.Free, over, BillingStatus.None), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Version, plan.Billing) : default);
    }

    [Fact]
    public async Task Of_two_subscriptions_the_one_that_is_paid_counts()
    {
        var (ann, customer, first) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;
        var second = _site.Stripe.Subscribe(customer);
        await _site.Stripe.TellAsync(_site.Stripe.Move(first, "canceled"));
        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);
        Assert.Equal(second, (await _site.AccountAsync(ann)).Subscription);
    }

    [Fact]
    public async Task Premium_that_an_admin_gave_is_not_taken_for_want_of_a_subscription()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        await _site.Plans.ChangeAsync(ann.Id, Plan.Premium, null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Event("invoice.paid", customer)));
        await _site.Subscriptions.RefreshAsync(ann.Id, Cancellation);
        Assert.Equal((Plan.Premium, 1), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Version) : default);
        Assert.Contains("You were given premium", await ann.Visitor.ReadAsync("/account/plan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_ends_premium_only_where_nobody_charges_for_it()
    {
        var (ann, _, subscription) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;
        var (people, root) = (_site.Server.Services.GetRequiredService<AccountAdmin>(), await _site.AdminAsync());

        Assert.Contains("A subscription pays for this", await people.EndPremiumAsync(root, ann.Id, Cancellation), StringComparison.Ordinal);
        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);

        await _site.Stripe.TellAsync(_site.Stripe.Move(subscription, "canceled"));
        Assert.Null(await people.GrantPremiumAsync(root, ann.Id, null, Cancellation));
        Assert.Null(await people.EndPremiumAsync(root, ann.Id, Cancellation));
        Assert.Equal(Plan.Free, (await _site.PlanAsync(ann)).Plan);
    }

    [Fact]
    public async Task Premium_that_is_given_after_a_subscription_ended_stays()
    {
        var (ann, _, subscription) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;
        var ended = _site.Stripe.Move(subscription, "canceled");
        await _site.Stripe.TellAsync(ended);
        await _site.Plans.ChangeAsync(ann.Id, Plan.Premium, null, Cancellation);
        await _site.Stripe.TellAsync(ended);
        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);
    }

    [Fact]
    public async Task A_customer_whom_stripe_has_forgotten_keeps_the_plan_until_the_subscription_itself_has_ended()
    {
        var (ann, customer, subscription) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;
        _site.Stripe.ForgetCustomer(customer);
        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Event("invoice.paid", customer)));
        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);

        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Move(subscription, "canceled")));
        Assert.Equal(Plan.Free, (await _site.PlanAsync(ann)).Plan);
    }

    [Fact]
    public async Task Saving_an_account_that_was_read_before_it_was_paid_for_does_not_undo_that()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        await using var scope = _site.Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var user = await users.FindByIdAsync(ann.Id.Value);

        var subscription = _site.Stripe.Subscribe(customer);
        await _site.IsAsync(ann, Plan.Premium);
        user!.DisplayName = "Ann";
        Assert.True((await users.UpdateAsync(user)).Succeeded);

        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);
        Assert.Equal(subscription, (await _site.AccountAsync(ann)).Subscription);
    }

    [Fact]
    public async Task Cancelling_before_an_account_goes_ends_all_that_is_paid()
    {
        var (ann, customer, _) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.Subscribe(customer, "past_due");

        Assert.True(await _site.Subscriptions.CancelAsync(ann.Id, Cancellation));

        Assert.All(_site.Stripe.SubscriptionsOf(customer), one => Assert.Equal("canceled", (string?)one["status"]));
        Assert.Equal((Plan.Free, BillingStatus.None), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Billing) : default);
        Assert.True(await _site.Subscriptions.CancelAsync(ann.Id, Cancellation));
    }

    [Fact]
    public async Task Cancelling_closes_a_checkout_so_that_nobody_pays_for_an_account_that_is_gone()
    {
        using var ann = await _site.VisitAsync();
        await PayingSite.BeginAsync(ann);
        Assert.True(await _site.Subscriptions.CancelAsync(ann.Id, Cancellation));
        Assert.Equal("expired", (string?)Assert.Single(_site.Stripe.CheckoutsOf((await _site.AccountAsync(ann)).Customer!))["status"]);
    }

    [Fact]
    public async Task An_account_that_pays_goes_only_when_nobody_charges_for_it_any_more()
    {
        var (ann, customer, _) = await _site.VisitAsSubscriberAsync();
        using var payer = ann;
        _site.Stripe.Fault = _ => 503;
        Assert.Null(await _site.Server.Services.GetRequiredService<AccountDeletion>().RequestAsync(ann.Id, Cancellation));
        var owners = _site.Server.Services.GetRequiredService<IOwners>();
        await Assert.ThrowsAsync<IOException>(() => owners.RemoveAsync(ann.Id, Cancellation));
        Assert.True(await owners.ExistsAsync(ann.Id, Cancellation));

        _site.Mend();
        await Until.TrueAsync(async () => !await owners.ExistsAsync(ann.Id, Cancellation), "the account is gone");
        Assert.All(_site.Stripe.SubscriptionsOf(customer), one => Assert.Equal("canceled", (string?)one["status"]));
    }

    [Fact]
    public async Task What_cannot_be_cancelled_now_is_said_so()
    {
        var (ann, customer, _) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.Fault = _ => 500;
        Assert.False(await _site.Subscriptions.CancelAsync(ann.Id, Cancellation));

        _site.Mend();
        Assert.True(await _site.Subscriptions.CancelAsync(ann.Id, Cancellation));
        Assert.Equal("canceled", (string?)Assert.Single(_site.Stripe.SubscriptionsOf(customer))["status"]);
    }

    [Fact]
    public async Task Whoever_never_paid_has_nothing_to_cancel()
    {
        using var ann = await _site.VisitAsync();
        _site.Stripe.Fault = _ => 500;
        Assert.True(await _site.Subscriptions.CancelAsync(ann.Id, Cancellation));
        Assert.True(await _site.Subscriptions.CancelAsync(new UserId("nobody"), Cancellation));
    }

    [Fact]
    public async Task An_event_about_an_account_that_is_gone_is_answered()
    {
        var (ann, _, subscription) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        _site.Stripe.IsTelling = false;
        await using var scope = _site.Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        await users.DeleteAsync((await users.FindByIdAsync(ann.Id.Value))!);
        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Move(subscription, "canceled")));
    }
}
