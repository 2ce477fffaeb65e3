using Gas.Pipeline.Settings;

namespace Gas.Blazor.Billing;

/// <summary>Wires what has to do with paying.</summary>
internal static class BillingExtensions
{
    public static void AddBilling(this IServiceCollection services)
    {
        services.AddSettings<BillingOptions>(BillingOptions.Section);
        services.AddSingleton<StripeApi>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<Checkout>();
        services.AddSingleton<StripeWebhook>();
        services.AddHostedService<SubscriptionSweeper>();
    }
}
