using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Workers.Relay;

/// <summary>Takes the outbox to the other instances, message by message, each under the next number.</summary>
internal sealed partial class NewsTeller(NewsOutbox outbox, NewsPeers peers, TimeProvider time, ILogger logger)
{
    /// <summary>How long news is gathered before it is told.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private long _number;
    private News? _unsent;

    public async Task RunAsync(IEventRelay relay, CancellationToken cancellation)
    {
        while (true)
        {
            await outbox.WaitAsync(cancellation);
            await Task.Delay(Gathering, time, cancellation);
            await TellAllAsync(relay, cancellation);
        }
    }

    /// <summary>Until nothing is left. What could not be told is told again, under the same number, before anything that came later.</summary>
    public async Task TellAllAsync(IEventRelay relay, CancellationToken cancellation)
    {
        for (var failures = 0; (_unsent ??= Next(relay)) is { } news;)
        {
            try
            {
                await relay.SendAsync(news, cancellation);
                _unsent = null;
                failures = 0;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                var wait = BackOff.After(++failures, TimeSpan.FromSeconds(1));
                LogNotTold(exception, wait);
                await Task.Delay(wait, time, cancellation);
            }
        }
    }

    private News? Next(IEventRelay relay)
    {
        var news = outbox.Take(relay.Instance, _number + 1, peers.Any);
        _number = news?.Number ?? _number;
        return news;
    }

    [LoggerMessage(1, LogLevel.Warning, "Other instances could not be told the news; next try in {Wait}.")]
    private partial void LogNotTold(Exception exception, TimeSpan wait);
}
