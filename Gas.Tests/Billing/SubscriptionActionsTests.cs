using Bunit;
using Bunit.TestDoubles;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Billing;
using Gas.Blazor.Components.Plans;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Billing;

/// <summary>What the plan page offers where premium is paid.</summary>
public sealed class SubscriptionActionsTests : PageContext
{
    private readonly BillingOptions _billing = new()
    {
        Provider = BillingProvider.Stripe,
        Stripe = new() { SecretKey = "sk_test_1", WebhookSecret = "whsec_1", PriceId = "price_1" },
    };

    private readonly BunitAuthorizationContext _user;

    public SubscriptionActionsTests()
    {
        Services.AddSingleton(Options.Create(_billing));
        Services.AddSingleton<AntiforgeryStateProvider, NoTokens>();
        _user = AddAuthorization().SetAuthorized("ann");
        BeInteractive();
    }

    [Theory]
    [InlineData(Plan.Free, BillingStatus.None, false, "checkout", "Upgrade to premium")]
    [InlineData(Plan.Free, BillingStatus.Confirming, false, "portal", "See the payment")]
    [InlineData(Plan.Free, BillingStatus.Suspended, false, "portal", "See what is due")]
    [InlineData(Plan.Premium, BillingStatus.Active, false, "portal", "Manage or cancel premium")]
    [InlineData(Plan.Premium, BillingStatus.Active, true, "portal", "Keep or manage premium")]
    [InlineData(Plan.Premium, BillingStatus.PastDue, false, "portal", "Update your card")]
    [InlineData(Plan.Premium, BillingStatus.PastDue, true, "portal", "Update your card")]
    public void A_plain_form_leads_to_where_something_can_be_done(Plan plan, BillingStatus status, bool ends, string to, string words)
    {
        var form = Show(plan, status, ends).Find("form");

        Assert.Equal(("post", $"account/plan/{to}"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]"));
        Assert.Equal(words, form.QuerySelector("button[type=submit]")!.TextContent);
    }

    [Fact]
    public void A_payment_under_way_is_told_and_not_sold_again()
    {
        var shown = Show(Plan.Free, BillingStatus.Confirming);
        Assert.Contains("Your payment is being confirmed. This page follows by itself.", shown.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("checkout", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Premium_that_was_given_needs_no_payment_and_no_keys()
    {
        _billing.Stripe = new();
        var shown = Show(Plan.Premium, BillingStatus.None);
        Assert.Empty(shown.FindAll("form"));
        Assert.Contains("There is nothing to pay.", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_price_nothing_is_sold_but_what_was_bought_can_be_cancelled()
    {
        _billing.Stripe.PriceId = "";
        Assert.Empty(Show(Plan.Free, BillingStatus.None).FindAll("form"));
        Assert.Single(Show(Plan.Premium, BillingStatus.Active).FindAll("form"));
    }

    [Fact]
    public void An_admin_reads_which_settings_are_missing()
    {
        _user.SetRoles(Roles.Admin);
        _billing.Stripe = new() { PriceId = "price_1" };
        var shown = Show(Plan.Free, BillingStatus.None);
        Assert.Equal(["Billing:Stripe:SecretKey", "Billing:Stripe:WebhookSecret"], shown.FindAll("li").Select(setting => setting.TextContent));
    }

    [Theory]
    [InlineData(BillingStatus.PastDue, "Your last payment failed")]
    [InlineData(BillingStatus.Suspended, "Your subscription is on hold")]
    [InlineData(BillingStatus.Active, null)]
    [InlineData(BillingStatus.Confirming, null)]
    [InlineData(BillingStatus.None, null)]
    public void Trouble_with_a_payment_is_an_alert(BillingStatus status, string? title)
    {
        var shown = Render<PaymentNotice>(parameters => parameters.Add(notice => notice.Status, status));
        Assert.Equal(title, shown.FindAll("[role=alert] h2").SingleOrDefault()?.TextContent);
    }

    private IRenderedComponent<SubscriptionActions> Show(Plan plan, BillingStatus status, bool ends = false) =>
        Render<SubscriptionActions>(parameters => parameters.Add(actions => actions.Mine, new AccountPlan(plan, 1, ends ? SampleJobs.Start.AddDays(7) : null, status)));
}
