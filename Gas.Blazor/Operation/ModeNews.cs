using Gas.Pipeline.Workers;

namespace Gas.Blazor.Operation;

/// <summary>The service's mode as this instance knows it, for pages, the upload's door and the workers.</summary>
public sealed class ModeNews(WorkGate gate)
{
    private readonly Lock _lock = new();

    /// <summary>On whichever thread has learnt of it. Whoever listens must not throw, nor take its time.</summary>
    public event Action? Changed;

    public ServiceMode Mode { get; private set; } = new();

    /// <summary>What is older than the known is dropped: a reading may end after a change that began later.</summary>
    public void Take(ServiceMode mode)
    {
        lock (_lock)
        {
            if (mode.Version <= Mode.Version)
            {
                return;
            }

            Mode = mode;
            gate.Close(mode.Closed);
        }

        Changed?.Invoke();
    }
}
