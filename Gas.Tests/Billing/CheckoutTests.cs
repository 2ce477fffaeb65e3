using System.Net;
using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Embedded;
using Gas.Tests.Mail;
using Gas.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Billing;

/// <summary>The way to the payment pages and back.</summary>
public sealed class CheckoutTests : IClassFixture<PayingSite>
{
    private const string Return = "/account/plan/return";
    private readonly PayingSite _site;

    public CheckoutTests(PayingSite site)
    {
        _site = site;
        site.Mend();
    }

    [Fact]
    public async Task The_button_leads_to_a_checkout_that_is_bound_to_the_account()
    {
        using var ann = await _site.VisitAsync();

        var address = await PayingSite.LeaveAsync(ann, "checkout");

        var customer = (await _site.AccountAsync(ann)).Customer;
        Assert.Equal(customer, Assert.Single(_site.Stripe.CustomersOf(ann.Id.Value)));
        var checkout = Assert.Single(_site.Stripe.CheckoutsOf(customer!));
        Assert.Equal((string?)checkout["url"], address);
        Assert.Equal(
            ("subscription", ann.Id.Value, $"1 x {StripeStandIn.Price}", new Uri(_site.Server.Address, Return).ToString(), new Uri(_site.Server.Address, "/account/plan").ToString()),
            ((string?)checkout["mode"], (string?)checkout["client_reference_id"], (string?)checkout["metadata"]!["line"], (string?)checkout["success_url"], (string?)checkout["cancel_url"]));
        Assert.Equal(Plan.Free, (await _site.PlanAsync(ann)).Plan);
    }

    [Theory]
    [InlineData("checkout")]
    [InlineData("portal")]
    public async Task Only_our_own_forms_of_somebody_signed_in_lead_there(string to)
    {
        using var ann = await _site.VisitAsync();
        using var forged = await ann.Visitor.SendAsync(HttpMethod.Post, $"/account/plan/{to}", new FormUrlEncodedContent([]));
        using var nobody = _site.Server.Visit();
        using var unknown = await nobody.SendAsync(HttpMethod.Post, $"/account/plan/{to}", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal("/account/login", unknown.Headers.Location?.AbsolutePath);
        Assert.Null((await _site.AccountAsync(ann)).Customer);
    }

    [Fact]
    public async Task The_customer_is_kept_before_anybody_pays_even_if_stripe_fails_then()
    {
        using var ann = await _site.VisitAsync();
        _site.Stripe.Fault = path => path == "checkout/sessions" ? 500 : null;

        using var answer = await PayingSite.PressAsync(ann, "checkout");

        Assert.Equal("/account/plan?payment=unreachable", answer.Headers.Location?.OriginalString);
        Assert.Contains("You have not been charged. Try again in a minute.", await ann.Visitor.ReadAsync("/account/plan?payment=unreachable"), StringComparison.Ordinal);
        var customer = (await _site.AccountAsync(ann)).Customer;
        Assert.NotNull(customer);

        _site.Mend();
        await PayingSite.BeginAsync(ann);
        Assert.Equal(customer, Assert.Single(_site.Stripe.CustomersOf(ann.Id.Value)));
    }

    [Fact]
    public async Task Two_tabs_and_a_second_try_are_given_the_same_checkout()
    {
        using var ann = await _site.VisitAsync();
        var both = await Task.WhenAll(PayingSite.BeginAsync(ann), PayingSite.BeginAsync(ann));
        var later = await PayingSite.BeginAsync(ann);
        Assert.Equal([later, later], both);
        Assert.Single(_site.Stripe.CheckoutsOf((await _site.AccountAsync(ann)).Customer!));
    }

    [Fact]
    public async Task Coming_back_is_enough_no_event_is_needed()
    {
        _site.Stripe.IsTelling = false;
        using var ann = await _site.VisitAsync();
        var subscription = _site.Stripe.Pay(await PayingSite.BeginAsync(ann));

        using var back = await ann.Visitor.GetAsync(Return);

        Assert.Equal("/account/plan", back.Headers.Location?.OriginalString);
        Assert.Equal(Plan.Premium, (await _site.PlanAsync(ann)).Plan);
        Assert.Equal((subscription, null, BillingStatus.Active), await _site.AccountAsync(ann) is var now ? (now.Subscription, now.Checkout, now.Status) : default);
        Assert.Contains("Manage or cancel premium", await ann.Visitor.ReadAsync("/account/plan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_never_comes_back_and_whose_event_is_lost_has_premium_all_the_same()
    {
        _site.Stripe.IsTelling = false;
        using var ann = await _site.VisitAsync();
        _site.Stripe.Pay(await PayingSite.BeginAsync(ann));
        await _site.IsAsync(ann, Plan.Premium);
    }

    [Fact]
    public async Task While_stripe_is_down_the_page_says_that_the_payment_is_being_confirmed()
    {
        _site.Stripe.IsTelling = false;
        using var ann = await _site.VisitAsync();
        _site.Stripe.Pay(await PayingSite.BeginAsync(ann));
        _site.Stripe.Fault = _ => 503;

        using var back = await ann.Visitor.GetAsync(Return);
        Assert.Equal("/account/plan", back.Headers.Location?.OriginalString);
        Assert.Contains("Your payment is being confirmed", await ann.Visitor.ReadAsync("/account/plan"), StringComparison.Ordinal);

        _site.Mend();
        await _site.IsAsync(ann, Plan.Premium);
    }

    [Fact]
    public async Task A_payment_that_takes_its_time_is_being_confirmed_until_it_is()
    {
        using var ann = await _site.VisitAsync();
        var subscription = _site.Stripe.Pay(await PayingSite.BeginAsync(ann), "incomplete");
        (await ann.Visitor.GetAsync(Return)).Dispose();
        Assert.Equal((Plan.Free, BillingStatus.Confirming), await _site.PlanAsync(ann) is var plan ? (plan.Plan, plan.Billing) : default);

        _site.Stripe.Move(subscription, "active");
        await _site.IsAsync(ann, Plan.Premium);
    }

    [Fact]
    public async Task Whoever_turned_back_without_paying_is_offered_the_button_again()
    {
        using var ann = await _site.VisitAsync();
        await PayingSite.BeginAsync(ann);
        (await ann.Visitor.GetAsync(Return)).Dispose();
        Assert.Contains("Upgrade to premium", await ann.Visitor.ReadAsync("/account/plan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_sold_what_they_have()
    {
        var (ann, customer, _) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        using var answer = await PayingSite.PressAsync(ann, "checkout");
        Assert.Equal("/account/plan", answer.Headers.Location?.OriginalString);
        Assert.Empty(_site.Stripe.CheckoutsOf(customer));
    }

    [Fact]
    public async Task A_checkout_at_a_price_of_the_past_is_closed_and_replaced()
    {
        using var ann = await _site.VisitAsync();
        var settings = _site.Server.Services.GetRequiredService<IOptions<BillingOptions>>().Value.Stripe;
        settings.PriceId = "price_of-the-past";
        var first = await PayingSite.BeginAsync(ann);
        settings.PriceId = StripeStandIn.Price;

        var second = await PayingSite.BeginAsync(ann);

        var customer = (await _site.AccountAsync(ann)).Customer!;
        Assert.Equal([(first, "expired"), (second, "open")], _site.Stripe.CheckoutsOf(customer).Select(one => ((string)one["id"]!, (string)one["status"]!)));
    }

    [Fact]
    public async Task A_customer_whom_stripe_does_not_know_is_made_anew()
    {
        var (ann, customer) = await _site.VisitAsCustomerAsync();
        using var _1 = ann;
        _site.Stripe.ForgetCustomer(customer);

        _site.Stripe.Pay(await PayingSite.BeginAsync(ann));

        await _site.IsAsync(ann, Plan.Premium);
        Assert.NotEqual(customer, (await _site.AccountAsync(ann)).Customer);
    }

    [Fact]
    public async Task The_portal_is_for_whoever_bought_something()
    {
        var (ann, customer, _) = await _site.VisitAsSubscriberAsync();
        using var _1 = ann;
        using var bob = await _site.VisitAsync();
        Assert.StartsWith(new Uri(_site.Stripe.Address, "/portal/").ToString(), await PayingSite.LeaveAsync(ann, "portal"), StringComparison.Ordinal);
        using var answer = await PayingSite.PressAsync(bob, "portal");
        Assert.Equal("/account/plan", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Neither_key_is_in_the_log_even_when_stripe_repeats_it()
    {
        await using var stripe = await StripeStandIn.StartAsync();
        var log = new RecordedLog();
        var settings = stripe.Settings();
        settings["Billing:Stripe:SecretKey"] = "sk_test_wrong-one";
        await using var server = new GasServer(settings, services => services.AddSingleton<ILoggerProvider>(log));
        stripe.Listener = server.Address;
        using var ann = new Payer(await server.VisitAsAsync(GasServer.Ann), await server.IdOfAsync(GasServer.Ann), GasServer.Ann);

        using var answer = await PayingSite.PressAsync(ann, "checkout");
        Assert.Equal("/account/plan?payment=unreachable", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.BadRequest, await stripe.TellAsync(stripe.Event("invoice.paid", "cus_1"), "whsec_another"));

        await Until.TrueAsync(() => log.Lines.Any(line => line.Contains("could not be reached: 401", StringComparison.Ordinal)), "the fault's line");
        Assert.DoesNotContain(log.Lines, line => line.Contains("wrong-one", StringComparison.Ordinal) || line.Contains("whsec_", StringComparison.Ordinal));
    }
}
