using Gas.Pipeline.Workers.Relay;
using Gas.Tests.Embedded;
using Microsoft.Extensions.Time.Testing;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Pipeline.Relay;

/// <summary>Two instances on the same rows, under a clock that the test moves, with a way between them that fails as the test says.</summary>
public abstract class NewsUnderClock : IAsyncLifetime
{
    protected NewsUnderClock()
    {
        (RelayA, RelayB) = (Bus.Join("a"), Bus.Join("b"));
        A = new NewsInstance(RelayA, Folder.Jobs, Folder.Queue, Time);
        B = new NewsInstance(RelayB, Folder.Jobs, Folder.Queue, Time);
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected FakeTimeProvider Time { get; } = new(Start);

    private protected EmbeddedFolder Folder { get; } = new();

    private protected TestBus Bus { get; } = new();

    private protected TestBus.Relay RelayA { get; }

    private protected TestBus.Relay RelayB { get; }

    private protected NewsInstance A { get; }

    private protected NewsInstance B { get; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Both run and have heard of each other.</summary>
    protected async Task AcquaintAsync()
    {
        await A.StartAsync(Cancellation);
        await B.StartAsync(Cancellation);
        await PassUntilAsync(() => RelayA.IsOpen && RelayB.IsOpen, "both hear");
        // Each answers the other's first sign of life.
        await PassUntilAsync(() => Bus.Said.Any(news => news is { From: "a1", Alive: true }) && Bus.Said.Any(news => news is { From: "b1", Alive: true }), "both have been heard");
        await PassAsync(NewsPeers.Beat * 2);
    }

    /// <summary>Quickly, for nothing happens in it that counts the time.</summary>
    protected async Task PassAsync(TimeSpan span)
    {
        var until = Time.GetUtcNow() + span;
        await PassUntilAsync(() => Time.GetUtcNow() >= until, "time passes", TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(1));
    }

    protected Task PassUntilAsync(Func<bool> condition, string what) => PassUntilAsync(condition, what, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(5));

    /// <summary>Lets time pass in steps, with a moment between for those who work.</summary>
    private async Task PassUntilAsync(Func<bool> condition, string what, TimeSpan step, TimeSpan moment)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Mail.Until.Patience);
        using var ticks = new PeriodicTimer(moment);
        try
        {
            while (!condition())
            {
                Time.Advance(step);
                await ticks.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail($"It did not happen: {what}.");
        }
    }
}
