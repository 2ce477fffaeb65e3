using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws.Clients;

/// <summary>
/// Breaks the way to one service after a few calls in a row that failed by its fault, each of which the SDK had repeated. After a short pause one call may try;
/// its answer closes the way again, its fault begins another pause, and one that never ends is followed by the next.
/// </summary>
internal sealed class Circuit(string name, TimeProvider time)
{
    private const int FaultsToBreak = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private ServiceStanding _standing = new(name, ServiceState.Closed, time.GetUtcNow());
    private DateTimeOffset _nextTrial;
    private int _faults;

    /// <summary>The state has changed.</summary>
    public event Action? Moved;

    public string Name => name;

    public ServiceStanding Standing => Volatile.Read(ref _standing);

    /// <summary>Before a call.</summary>
    /// <exception cref="ServiceDownException">It must not be made now.</exception>
    public void Enter()
    {
        lock (_lock)
        {
            if (_standing.State == ServiceState.Closed)
            {
                return;
            }

            var now = time.GetUtcNow();
            if (now < _nextTrial)
            {
                throw new ServiceDownException(name);
            }

            _nextTrial = now + Pause;
            MoveTo(ServiceState.HalfOpen, now);
        }

        Moved?.Invoke();
    }

    /// <summary>The service has answered, if only to refuse.</summary>
    public void Answer()
    {
        lock (_lock)
        {
            _faults = 0;
            if (_standing.State == ServiceState.Closed)
            {
                return;
            }

            MoveTo(ServiceState.Closed, time.GetUtcNow());
        }

        Moved?.Invoke();
    }

    /// <summary>A call has failed by the service's fault, which the words tell.</summary>
    public void Fail(string words)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _standing = _standing with { LastError = words, LastErrorAt = now };
            if (++_faults < FaultsToBreak && _standing.State == ServiceState.Closed)
            {
                return;
            }

            _nextTrial = now + Pause;
            MoveTo(ServiceState.Open, now);
        }

        Moved?.Invoke();
    }

    /// <summary>A trial that fails leaves the service away since it went.</summary>
    private void MoveTo(ServiceState state, DateTimeOffset now)
    {
        var goesOn = state != ServiceState.Closed && _standing.State != ServiceState.Closed;
        _standing = _standing with { State = state, Since = goesOn ? _standing.Since : now };
    }
}
