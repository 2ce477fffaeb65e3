using Gas.Pipeline.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components.Operation;

/// <summary>Has counts and queues looked at while its page is open, and tells the component that contains it of each look.</summary>
public sealed class VitalsWatcher(VitalSigns signs) : Listener
{
    private IDisposable? _watch;

    /// <summary>On the circuit's dispatcher.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnLook { get; set; }

    protected override void Listen()
    {
        signs.Changed += Hear;
        _watch = signs.Watch();
    }

    protected override void Leave()
    {
        signs.Changed -= Hear;
        _watch?.Dispose();
    }

    private void Hear() => Tell(() => OnLook.InvokeAsync());
}
