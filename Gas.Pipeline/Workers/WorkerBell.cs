namespace Gas.Pipeline.Workers;

/// <summary>Calls a worker that looks for work now and then, so that it does not wait for its next turn.</summary>
internal sealed class WorkerBell : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Ring()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has rung already.
        }
    }

    /// <summary>Returns when it is rung, when <paramref name="longest"/> is over, or when the service stops.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        await _signal.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _signal.Dispose();
}
