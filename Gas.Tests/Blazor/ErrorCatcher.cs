using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Gas.Tests.Blazor;

/// <summary>Keeps what its content throws.</summary>
internal sealed class ErrorCatcher : ErrorBoundaryBase
{
    public Exception? Caught { get; private set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        Caught = exception;
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
        }
    }
}
