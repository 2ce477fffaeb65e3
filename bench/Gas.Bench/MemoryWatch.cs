namespace Gas.Bench;

/// <summary>How much memory the process takes at the most, above what it had at the beginning.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly PeriodicTimer _ticks = new(TimeSpan.FromMilliseconds(10));
    private readonly long _before;
    private readonly Task _watching;

    public MemoryWatch()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _before = Environment.WorkingSet;
        _watching = WatchAsync();
    }

    public long Growth { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _ticks.Dispose();
        await _watching;
    }

    private async Task WatchAsync()
    {
        while (await _ticks.WaitForNextTickAsync())
        {
            Growth = Math.Max(Growth, Environment.WorkingSet - _before);
        }
    }
}
