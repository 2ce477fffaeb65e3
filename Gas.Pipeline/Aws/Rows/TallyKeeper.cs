using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>Writes what was noted every other second and at the stop, and recounts owners whose tallies are in doubt.</summary>
internal sealed partial class TallyKeeper(DynamoDbTallies tallies, TallyRecount recount, TimeProvider time, ILogger<TallyKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RecountInterval = TimeSpan.FromSeconds(5);

    private const int RecountsAtOnce = 4;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EveryAsync(FlushInterval, FlushAsync, stoppingToken),
        EveryAsync(RecountInterval, RecountAsync, stoppingToken));

    private async Task EveryAsync(TimeSpan interval, Func<CancellationToken, Task> deed, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await deed(stopping);
        }
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        try
        {
            await tallies.FlushAsync(cancellation);
        }
        catch (Exception exception)
        {
            if (!cancellation.IsCancellationRequested)
            {
                LogNotWritten(exception);
            }
        }
    }

    private Task RecountAsync(CancellationToken cancellation) => Parallel.ForEachAsync(
        tallies.Doubts.Due(),
        new ParallelOptions { MaxDegreeOfParallelism = RecountsAtOnce, CancellationToken = CancellationToken.None },
        async (owner, _) =>
        {
            try
            {
                await recount.RecountAsync(owner, cancellation);
            }
            catch (Exception exception)
            {
                tallies.Doubts.PutOff(owner);
                if (!cancellation.IsCancellationRequested)
                {
                    LogNotRecounted(exception, owner.Value);
                }
            }
        });

    [LoggerMessage(1, LogLevel.Warning, "The tallies could not be written; the next round will do it.")]
    private partial void LogNotWritten(Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The jobs of owner {Owner} could not be recounted; tried again in some minutes.")]
    private partial void LogNotRecounted(Exception exception, string owner);
}
