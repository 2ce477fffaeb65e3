using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components;

/// <summary>Tells the component that contains it when the plan of its user has been changed, in whatever tab or by whomever. Draws nothing itself.</summary>
public sealed class PlanWatcher(PlanFeed plans) : ComponentBase, IDisposable
{
    [Parameter, EditorRequired]
    public required UserId Owner { get; set; }

    /// <summary>On the circuit's dispatcher; reads the plan.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnChanged { get; set; }

    public void Dispose() => plans.Changed -= Hear;

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            plans.Changed += Hear;
        }
    }

    protected override bool ShouldRender() => false;

    /// <summary>Never throws into whoever changed the plan.</summary>
    private void Hear(PlanNews news)
    {
        if (news.Owner == Owner)
        {
            _ = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        try
        {
            await InvokeAsync(() => OnChanged.InvokeAsync());
        }
        catch (ObjectDisposedException)
        {
            // The page has gone meanwhile.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
