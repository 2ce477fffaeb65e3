using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components.Operation;

/// <summary>Tells the component that contains it when a service of the provider has gone away or come back.</summary>
public sealed class ServiceWatcher(IServices services) : Listener
{
    /// <summary>On the circuit's dispatcher; reads how the services stand.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnChanged { get; set; }

    protected override void Listen() => services.Changed += Hear;

    protected override void Leave() => services.Changed -= Hear;

    private void Hear() => Tell(() => OnChanged.InvokeAsync());
}
