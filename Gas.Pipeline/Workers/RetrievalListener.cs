using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers;

/// <summary>Hears from the vault that a retrieval is ready and records it. A notice that is lost costs time only: the thaw worker asks as well.</summary>
public sealed partial class RetrievalListener(IVault vault, JobLedger ledger, TimeProvider time, ILogger<RetrievalListener> logger) : BackgroundService
{
    private const int BatchSize = 10;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                foreach (var notice in await vault.ReceiveAsync(BatchSize, stoppingToken))
                {
                    await HearAsync(notice, stoppingToken);
                }

                failures = 0;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                var wait = BackOff.After(++failures, TimeSpan.FromSeconds(1));
                LogFailed(exception, wait);
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Works off one notice.</summary>
    internal async Task HearAsync(RetrievalNotice notice, CancellationToken cancellation)
    {
        await ledger.RecordAsync(notice.Job, new JobEvent.Thawed(notice.RetrievalId), cancellation);
        await vault.SettleAsync(notice, cancellation);
    }

    [LoggerMessage(1, LogLevel.Error, "Completion notices of retrievals could not be worked off; next try in {Wait}.")]
    private partial void LogFailed(Exception exception, TimeSpan wait);
}
