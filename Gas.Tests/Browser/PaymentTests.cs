using Gas.Tests.Peers;
using Gas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>Premium as people buy it, and give it up again.</summary>
[Collection(SiteCollection.Name)]
public sealed class PaymentTests(Site site) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-pay-");

    [Fact]
    public async Task Premium_is_bought_managed_and_cancelled_on_the_provider_s_pages()
    {
        site.NeedsBrowser();
        var cancellation = TestContext.Current.CancellationToken;
        await using var stripe = await StripeStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(_data.FullName, cancellation, [.. stripe.Settings().Select(setting => $"--{setting.Key}={setting.Value}")]);
        using var admin = new ScriptedUser(server.Address);
        await admin.SetUpAsync(server, cancellation);
        stripe.Listener = server.Address;
        stripe.IsTelling = false;
        await using var user = await site.VisitAsync(server.Address);
        await user.RegisterUnseenAsync();
        var page = user.Page;

        await user.GoAsync("/account/plan");
        await page.Button("Upgrade to premium").ClickAsync();
        await Expect(page.Heading("Subscribe to premium")).ToBeVisibleAsync();
        await Expect(page.GetByText($"1 x {StripeStandIn.Price}")).ToBeVisibleAsync();

        // Stripe falls silent as soon as the money is taken: no event, no answer.
        stripe.Fault = _ => 503;
        await page.Button("Pay").ClickAsync();
        await Expect(page.GetByText("Your payment is being confirmed")).ToBeVisibleAsync();
        await Visitor.IsLiveAsync(page);
        await page.IsAccessibleAsync("a payment under way");
        await page.MarkAsync();
        stripe.Fault = _ => null;
        Assert.Equal(System.Net.HttpStatusCode.OK, await stripe.TellAsync(stripe.Events[^1]));
        await Expect(page.Locator(".lead")).ToHaveTextAsync("You are on premium.");
        await page.IsStillMarkedAsync();

        stripe.IsTelling = true;
        var subscription = StripeStandIn.SubscriptionOf(stripe.Events[^1]);
        stripe.Move(subscription, "past_due");
        await Expect(page.Heading("Your last payment failed")).ToBeVisibleAsync();
        await page.IsAccessibleAsync("a payment that failed");
        stripe.Move(subscription, "active");
        await page.IsStillMarkedAsync();

        await page.Button("Manage or cancel premium").ClickAsync();
        await page.Button("Cancel").ClickAsync();
        await page.Link("Return").ClickAsync();
        await Expect(page.Locator(".lead")).ToContainTextAsync("You are on premium until");
        await Visitor.IsLiveAsync(page);
        await page.IsAccessibleAsync("premium that ends");
        await page.Button("Keep or manage premium").ClickAsync();
        await page.Button("Renew").ClickAsync();
        await page.Button("Cancel now").ClickAsync();
        await page.Link("Return").ClickAsync();
        await Expect(page.Locator(".lead")).ToContainTextAsync("You are on the free plan");
        await Expect(page.Button("Upgrade to premium")).ToBeVisibleAsync();

        user.Expected(stripe.Address.Authority);
        user.SawNoTrouble();
    }

    [Fact]
    public async Task Without_a_provider_premium_can_end_on_a_day_to_come_by_the_viewer_s_clock()
    {
        await using var user = await site.VisitAsUserAsync();
        var page = user.Page;
        await user.GoAsync("/account/plan");
        await page.Button("Upgrade to premium").ClickAsync();
        await page.AnswerAsync("Upgrade to premium?", "Upgrade");
        await Expect(page.Locator(".lead")).ToHaveTextAsync("You are on premium.");

        await page.Button("Cancel premium").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("At the end of a day that I choose").ClickAsync();
        var day = dialog.GetByLabel("Last day on premium");
        await day.FillAsync("2020-01-01");
        await page.IsAccessibleAsync("the choice of a day");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel premium" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Choose a day that is not over yet.");
        await day.FillAsync("2099-12-31");
        await page.AnswerAsync("You keep premium until that day is over", "Cancel premium");
        var end = page.Locator(".lead local-time");
        await Expect(end).ToBeVisibleAsync();
        Assert.Equal("2099-12-31 23:59:59", await end.EvaluateAsync<string>("e => new Date(e.getAttribute('datetime')).toLocaleString('sv-SE')"));
        await page.IsAccessibleAsync("premium until a day");

        await page.Button("Keep premium").ClickAsync();
        await Expect(page.Locator(".lead")).ToHaveTextAsync("You are on premium.");
        await page.Button("Cancel premium").ClickAsync();
        await page.AnswerAsync("The free plan holds at once", "Cancel premium");
        await Expect(page.Locator(".lead")).ToHaveTextAsync("You are on the free plan.");
        user.SawNoTrouble();
    }

    public void Dispose() => _data.Delete(recursive: true);
}
