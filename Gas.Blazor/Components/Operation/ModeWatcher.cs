using Gas.Blazor.Operation;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components.Operation;

/// <summary>Tells the component that contains it when an admin has changed the service's mode.</summary>
public sealed class ModeWatcher(ModeNews news) : Listener
{
    /// <summary>On the circuit's dispatcher.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnChanged { get; set; }

    protected override void Listen() => news.Changed += Hear;

    protected override void Leave() => news.Changed -= Hear;

    private void Hear() => Tell(() => OnChanged.InvokeAsync());
}
