using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Gas.Blazor.Components;

/// <summary>A sentence of which parts are links or stand out, kept whole for whoever translates it: such a part is in square brackets, as in "No account yet? [Create one].".</summary>
public sealed class Phrase : ComponentBase
{
    [Parameter, EditorRequired] public required string Text { get; set; }

    /// <summary>How such a part is drawn.</summary>
    [Parameter, EditorRequired] public required RenderFragment<string> ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var from = 0;
        while (Text.IndexOf('[', from) is >= 0 and var open && Text.IndexOf(']', open) is > 0 and var close)
        {
            builder.AddContent(0, Text[from..open]);
            builder.AddContent(1, ChildContent(Text[(open + 1)..close]));
            from = close + 1;
        }

        builder.AddContent(2, Text[from..]);
    }
}
