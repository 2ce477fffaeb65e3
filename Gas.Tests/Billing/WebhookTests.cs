using System.Net;
using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;
using Gas.Tests.Mail;
using Gas.Tests.Peers;

namespace Gas.Tests.Billing;

/// <summary>What Stripe tells, truly or not, once or twice, in order or not.</summary>
public sealed class WebhookTests : IClassFixture<PayingSite>
{
    private readonly PayingSite _site;

    public WebhookTests(PayingSite site)
    {
        _site = site;
        site.Mend();
        site.Stripe.IsTelling = false;
    }

    [Fact]
    public async Task A_signed_event_makes_premium_at_once()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        var subscription = _site.Stripe.Subscribe(customer);

        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Events[^1]));

        Assert.Equal((Plan.Premium, 1, null, BillingStatus.Active), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Version, plan.EndsAt, plan.Billing) : default);
        Assert.Equal(subscription, (await _site.AccountAsync(ann)).Subscription);
    }

    [Fact]
    public async Task What_is_not_signed_just_now_with_the_secret_is_refused_and_changes_nothing()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        _site.Stripe.Subscribe(customer);
        var told = _site.Stripe.Events[^1];
        var now = TimeProvider.System.GetUtcNow();

        Assert.Equal(HttpStatusCode.BadRequest, await _site.Stripe.TellAsync(told, "whsec_of-somebody-else"));
        Assert.Equal(HttpStatusCode.BadRequest, await _site.Stripe.TellAsync(told, age: TimeSpan.FromMinutes(6)));
        Assert.Equal(HttpStatusCode.BadRequest, await _site.Stripe.TellAsync(told, age: TimeSpan.FromMinutes(-6)));
        Assert.Equal(HttpStatusCode.BadRequest, await _site.Stripe.TellAsync("not json"));
        foreach (var signature in new[] { null, "", "t=1", "t=now,v1=", StripeStandIn.Signature($"{told} ", StripeStandIn.WebhookSecret, now) })
        {
            using var answer = await _site.Stripe.PostAsync(told, signature);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Equal((Plan.Free, 0), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Version) : default);
        // A minute's delay on the way is none of these.
        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(told, age: TimeSpan.FromMinutes(1)));
        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);
    }

    [Fact]
    public async Task The_same_event_twice_is_one_change()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        _site.Stripe.Subscribe(customer);
        var told = _site.Stripe.Events[^1];

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _site.Stripe.TellAsync(told)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        Assert.Equal((Plan.Premium, 1), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Version) : default);
    }

    [Fact]
    public async Task An_old_event_undoes_nothing()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        var subscription = _site.Stripe.Subscribe(customer);
        var created = _site.Stripe.Events[^1];
        var unpaid = _site.Stripe.Move(subscription, "past_due");
        var ended = _site.Stripe.Move(subscription, "canceled");

        await _site.Stripe.TellAsync(created);
        Assert.Equal(Plan.Free, (await _site.PlanAsync(ann)).Plan);
        await _site.Stripe.TellAsync(ended);
        await _site.Stripe.TellAsync(unpaid);
        await _site.Stripe.TellAsync(created);
        Assert.Equal((Plan.Free, 0), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Version) : default);
    }

    [Fact]
    public async Task An_answer_that_was_overtaken_on_its_way_is_not_saved()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        var subscription = _site.Stripe.Subscribe(customer);
        var (ready, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var lists = 0;
        _site.Stripe.Sending = path =>
        {
            if (path != "subscriptions" || Interlocked.Increment(ref lists) > 1)
            {
                return Task.CompletedTask;
            }

            ready.SetResult();
            return go.Task;
        };

        var slow = _site.Stripe.TellAsync(_site.Stripe.Events[^1]);
        await ready.Task;
        var ended = _site.Stripe.Move(subscription, "canceled");
        await _site.Stripe.TellAsync(ended);
        go.SetResult();

        Assert.Equal(HttpStatusCode.OK, await slow);
        Assert.Equal((Plan.Free, 0), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Version) : default);
        Assert.Equal(BillingStatus.None, (await _site.AccountAsync(ann)).Status);
    }

    [Fact]
    public async Task What_nobody_here_asked_for_is_answered_and_ignored()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        var before = _site.Stripe.Calls.Count;

        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Event("customer.tax_id.created", customer)));
        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Event("customer.subscription.updated", "cus_of-another-service")));
        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync("""{"object":"event","type":"invoice.paid","data":{"object":{"customer":null}}}"""));

        Assert.Equal(before, _site.Stripe.Calls.Count);
    }

    [Theory]
    [InlineData("checkout.session.completed")]
    [InlineData("customer.subscription.created")]
    [InlineData("customer.subscription.updated")]
    [InlineData("customer.subscription.deleted")]
    [InlineData("customer.subscription.paused")]
    [InlineData("customer.subscription.resumed")]
    [InlineData("invoice.paid")]
    [InlineData("invoice.payment_failed")]
    public async Task Each_of_these_is_a_reason_to_look(string type)
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        _site.Stripe.Subscribe(customer);
        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Event(type, customer)));
        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(401)]
    public async Task While_the_api_is_down_stripe_is_asked_to_tell_again_and_then_it_is_heard(int status)
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        _site.Stripe.Subscribe(customer);
        _site.Stripe.Fault = _ => status;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _site.Stripe.TellAsync(_site.Stripe.Events[^1]));
        Assert.Equal(Plan.Free, (await _site.PlanAsync(ann)).Plan);

        _site.Mend();
        Assert.Equal(HttpStatusCode.OK, await _site.Stripe.TellAsync(_site.Stripe.Events[^1]));
        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);
    }

    [Fact]
    public async Task What_was_told_while_the_api_was_down_is_looked_at_even_if_it_is_never_told_again()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        _site.Stripe.Subscribe(customer);
        _site.Stripe.Fault = _ => 500;
        await _site.Stripe.TellAsync(_site.Stripe.Events[^1]);
        _site.Mend();
        await _site.IsAsync(ann, Plan.Premium);
    }

    [Fact]
    public async Task An_event_of_a_size_that_none_has_is_not_read()
    {
        var body = new string(' ', 300_000);
        using var answer = await _site.Stripe.PostAsync(body, StripeStandIn.Signature(body, StripeStandIn.WebhookSecret, TimeProvider.System.GetUtcNow()));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_lost_event_is_made_good_by_looking_now_and_then()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        var subscription = _site.Stripe.Subscribe(customer);
        await _site.Stripe.TellAsync(_site.Stripe.Events[^1]);
        _site.Stripe.Move(subscription, "canceled");
        await _site.IsAsync(ann, Plan.Free);
        await Until.TrueAsync(async () => (await _site.AccountAsync(ann)).Subscription is null, "the subscription's end");
    }
}
