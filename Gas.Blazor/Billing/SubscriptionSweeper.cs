using Microsoft.Extensions.Options;

namespace Gas.Blazor.Billing;

/// <summary>Looks for accounts whose payments are to be asked about again. Slow on purpose: Stripe's events are the quick way.</summary>
internal sealed partial class SubscriptionSweeper(Subscriptions subscriptions, IOptions<BillingOptions> options, TimeProvider time, ILogger<SubscriptionSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const int BatchSize = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value is { Provider: BillingProvider.Stripe, CanSell: false })
        {
            LogMissing(string.Join(", ", options.Value.Stripe.Missing));
        }

        while (options.Value.CanAsk && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await subscriptions.SweepAsync(BatchSize, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Payments are not set up; missing: {Settings}. Nothing can be bought, everything else works.")]
    private partial void LogMissing(string settings);

    [LoggerMessage(2, LogLevel.Error, "Subscriptions could not be looked at; the next round will do it.")]
    private partial void LogFailed(Exception exception);
}
