using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components.Plans;

/// <summary>Tells the component that contains it when the plan of its user has been changed, in whatever tab or by whomever.</summary>
public sealed class PlanWatcher(PlanFeed plans) : Listener
{
    [Parameter, EditorRequired]
    public required UserId Owner { get; set; }

    /// <summary>On the circuit's dispatcher; reads the plan.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnChanged { get; set; }

    protected override void Listen() => plans.Changed += Hear;

    protected override void Leave() => plans.Changed -= Hear;

    private void Hear(PlanNews news)
    {
        if (news.Owner == Owner)
        {
            Tell(() => OnChanged.InvokeAsync());
        }
    }
}
