namespace Gas.Pipeline.Embedded;

/// <summary>
/// Tells one waiting receiver of a stage, in order, that something was committed. A receiver reads <see cref="Version"/> before it looks,
/// so that what is committed between looking and waiting is not missed.
/// </summary>
internal sealed class QueueSignal
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private long _version;

    public long Version => Interlocked.Read(ref _version);

    public void Pulse()
    {
        TaskCompletionSource? first;
        lock (_lock)
        {
            Interlocked.Increment(ref _version);
            first = _waiting.First?.Value;
            if (first is not null)
            {
                _waiting.RemoveFirst();
            }
        }

        first?.TrySetResult();
    }

    /// <summary>Waits for a pulse later than <paramref name="seen"/>, or for <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(long seen, TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            if (_version != seen)
            {
                return;
            }

            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            await place.Value.Task.WaitAsync(atMost, time, cancellation);
        }
        catch (TimeoutException)
        {
            Leave(place);
        }
        catch (OperationCanceledException)
        {
            if (!Leave(place))
            {
                // This one was told and goes away: the next has to look.
                Pulse();
            }

            throw;
        }
    }

    private bool Leave(LinkedListNode<TaskCompletionSource> place)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                return false;
            }

            _waiting.Remove(place);
            return true;
        }
    }
}
