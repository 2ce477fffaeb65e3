using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Gas.Blazor.Components;

/// <summary>A sentence of which a part is a link or stands out, kept whole for whoever translates it: the part is in square brackets, as in "No account yet? [Create one].". Several such parts are drawn alike.</summary>
public sealed class Phrase : ComponentBase
{
    [Parameter, EditorRequired] public required string Text { get; set; }

    /// <summary>How a part is drawn.</summary>
    [Parameter, EditorRequired] public required RenderFragment<string> ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var rest = Text;
        while (rest.IndexOf('[') is var open and >= 0 && rest.IndexOf(']', open) is var close and >= 0)
        {
            builder.AddContent(0, rest[..open]);
            builder.AddContent(1, ChildContent(rest[(open + 1)..close]));
            rest = rest[(close + 1)..];
        }

        builder.AddContent(2, rest);
    }
}
