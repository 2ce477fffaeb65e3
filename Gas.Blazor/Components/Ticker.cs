using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components;

/// <summary>Lets the component that contains it look at the clock again and again. Asks nobody anything; draws nothing itself.</summary>
public sealed class Ticker(TimeProvider time) : ComponentBase, IDisposable
{
    private ITimer? _timer;

    /// <summary>As it is at first; a later change has no effect.</summary>
    [Parameter, EditorRequired]
    public required TimeSpan Every { get; set; }

    /// <summary>On the circuit's dispatcher.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnTick { get; set; }

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _timer = time.CreateTimer(_ => InvokeAsync(() => OnTick.InvokeAsync()), null, Every, Every);
        }
    }

    protected override bool ShouldRender() => false;
}
