using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components.Operation;

/// <summary>Tells the component that contains it which account has just been changed, in whatever way.</summary>
public sealed class AccountWatcher(AccountNews news, PlanFeed plans) : Listener
{
    /// <summary>On the circuit's dispatcher.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<UserId> OnChanged { get; set; }

    protected override void Listen()
    {
        news.Changed += Hear;
        plans.Changed += HearPlan;
    }

    protected override void Leave()
    {
        news.Changed -= Hear;
        plans.Changed -= HearPlan;
    }

    private void HearPlan(PlanNews changed) => Hear(changed.Owner);

    private void Hear(UserId account) => Tell(() => OnChanged.InvokeAsync(account));
}
