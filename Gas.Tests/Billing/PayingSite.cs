using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Embedded;
using Gas.Tests.Mail;
using Gas.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Billing;

/// <summary>The whole server, and the payment provider that it is set up for.</summary>
public partial class PayingSite : IAsyncLifetime
{
    private GasServer? _server;
    private StripeStandIn? _stripe;
    private int _last;

    internal GasServer Server => _server!;

    internal StripeStandIn Stripe => _stripe!;

    internal RecordedLog Log { get; } = new();

    internal Subscriptions Subscriptions => Server.Services.GetRequiredService<Subscriptions>();

    internal PlanSwitch Plans => Server.Services.GetRequiredService<PlanSwitch>();

    /// <summary>Settings that say where accounts lie.</summary>
    protected virtual Dictionary<string, string> Accounts() => [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        _stripe = await StripeStandIn.StartAsync();
        var settings = new Dictionary<string, string>(Stripe.Settings().Concat(Accounts()));
        settings["Billing:Stripe:CheckInterval"] = "00:00:01";
        _server = new GasServer(settings, services => services.AddSingleton<ILoggerProvider>(Log));
        Stripe.Listener = Server.Address;
    }

    /// <summary>Undoes what the last test did to the provider.</summary>
    internal void Mend()
    {
        Stripe.Fault = _ => null;
        Stripe.Sending = _ => Task.CompletedTask;
        Stripe.IsTelling = true;
    }

    internal async Task<Payer> VisitAsync()
    {
        var email = $"payer-{Interlocked.Increment(ref _last)}@lab.example";
        var visitor = await Server.VisitAsAsync(email);
        return new Payer(visitor, await Server.IdOfAsync(email), email);
    }

    /// <summary>Somebody who is Stripe's customer and has not bought anything.</summary>
    internal async Task<(Payer Payer, string Customer)> VisitAsCustomerAsync()
    {
        var payer = await VisitAsync();
        var customer = Stripe.AddCustomer();
        Assert.True(await Subscriptions.KeepCustomerAsync(await AccountAsync(payer), customer, Cancellation));
        return (payer, customer);
    }

    /// <summary>Somebody who has premium because they pay for it.</summary>
    internal async Task<(Payer Payer, string Customer, string Subscription)> VisitAsSubscriberAsync()
    {
        var (payer, customer) = await VisitAsCustomerAsync();
        var subscription = Stripe.Subscribe(customer);
        await IsAsync(payer, Plan.Premium);
        return (payer, customer, subscription);
    }

    internal async Task<ClaimsPrincipal> AdminAsync()
    {
        await Server.AddAsync(GasServer.Admin, admin: true);
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, (await Server.IdOfAsync(GasServer.Admin)).Value)], "test"));
    }

    internal async Task<BillingAccount> AccountAsync(Payer payer) => (await Subscriptions.FindAsync(payer.Id, Cancellation))!;

    internal Task<AccountPlan> PlanAsync(Payer payer) => Server.Services.GetRequiredService<AccountPlans>().FindAsync(payer.Id, Cancellation);

    internal Task IsAsync(Payer payer, Plan plan) => Until.TrueAsync(async () => (await PlanAsync(payer)).Plan == plan, $"the plan {plan}");

    /// <summary>Presses the button of a form that leads to the payment provider.</summary>
    internal static async Task<HttpResponseMessage> PressAsync(Payer payer, string to) => await payer.Visitor.SendAsync(
        HttpMethod.Post,
        $"/account/plan/{to}",
        new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await payer.Visitor.TokenAsync())]));

    /// <summary>The address to which the button leads.</summary>
    internal static async Task<string> LeaveAsync(Payer payer, string to)
    {
        using var answer = await PressAsync(payer, to);
        var page = await Visitor.TextOfAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {answer.Headers.Location} {page}");
        return WebUtility.HtmlDecode(Refresh().Match(page).Groups[1].Value);
    }

    /// <summary>Begins a checkout; its id.</summary>
    internal static async Task<string> BeginAsync(Payer payer) => (await LeaveAsync(payer, "checkout")).Split("/pay/")[1];

    public async ValueTask DisposeAsync()
    {
        if (_server is not null && _stripe is not null)
        {
            await _server.DisposeAsync();
            await _stripe.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("<meta http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"")]
    private static partial Regex Refresh();
}
