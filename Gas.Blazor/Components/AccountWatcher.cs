using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components;

/// <summary>Tells the component that contains it which account has just been changed, in whatever way. Draws nothing itself.</summary>
public sealed class AccountWatcher(AccountNews news, PlanFeed plans) : ComponentBase, IDisposable
{
    /// <summary>On the circuit's dispatcher.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<UserId> OnChanged { get; set; }

    public void Dispose()
    {
        news.Changed -= Hear;
        plans.Changed -= Hear;
    }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            news.Changed += Hear;
            plans.Changed += Hear;
        }
    }

    protected override bool ShouldRender() => false;

    private void Hear(PlanNews changed) => Hear(changed.Owner);

    private void Hear(UserId account) => _ = TellAsync(account);

    /// <summary>Never throws into whoever changed the account.</summary>
    private async Task TellAsync(UserId account)
    {
        try
        {
            await InvokeAsync(() => OnChanged.InvokeAsync(account));
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
