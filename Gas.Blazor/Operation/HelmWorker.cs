namespace Gas.Blazor.Operation;

/// <summary>Notices what another instance has changed of the service's mode.</summary>
internal sealed partial class HelmWorker(ServiceHelm helm, TimeProvider time, ILogger<HelmWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, time, stoppingToken);
                await helm.ReadAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRead(exception);
            }
            catch (OperationCanceledException)
            {
                // The service stops.
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The service's mode could not be read; the next look will do it.")]
    private partial void LogNotRead(Exception exception);
}
