using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components.Jobs;

/// <summary>A part of a job's page that shows the row and nothing else: drawn again when the row has changed, not with each step of its progress.</summary>
public abstract class JobPart : ComponentBase
{
    private Job? _shown;

    [Parameter, EditorRequired]
    public required Job Job { get; set; }

    protected sealed override bool ShouldRender() => !ReferenceEquals(_shown, Job);

    protected sealed override void OnAfterRender(bool firstRender) => _shown = Job;
}
