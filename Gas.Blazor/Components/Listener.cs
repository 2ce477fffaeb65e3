using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components;

/// <summary>Listens for the component that contains it, as long as its circuit lives; a prerendered page does not. Draws nothing itself.</summary>
public abstract class Listener : ComponentBase, IDisposable
{
    /// <summary>Whoever makes news has a language of their own, or none.</summary>
    private readonly CultureInfo _language = CultureInfo.CurrentUICulture;

    public void Dispose()
    {
        Leave();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins to listen.</summary>
    protected abstract void Listen();

    /// <summary>Ends listening, which may never have begun.</summary>
    protected abstract void Leave();

    protected sealed override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            Listen();
        }
    }

    protected sealed override bool ShouldRender() => false;

    /// <summary>Passes news on, on the circuit's dispatcher; never throws into whoever made them.</summary>
    protected void Tell(Func<Task> news) => _ = TellAsync(news);

    private async Task TellAsync(Func<Task> news)
    {
        try
        {
            CultureInfo.CurrentUICulture = _language;
            await InvokeAsync(news);
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
