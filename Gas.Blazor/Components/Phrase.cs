using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Gas.Blazor.Components;

/// <summary>A sentence of which a part is a link or stands out, kept whole for whoever translates it: the part is in square brackets, as in "No account yet? [Create one].".</summary>
public sealed class Phrase : ComponentBase
{
    [Parameter, EditorRequired] public required string Text { get; set; }

    /// <summary>How the part is drawn.</summary>
    [Parameter, EditorRequired] public required RenderFragment<string> ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var (open, close) = (Text.IndexOf('['), Text.LastIndexOf(']'));
        if (open < 0 || close < open)
        {
            builder.AddContent(0, Text);
            return;
        }

        builder.AddContent(0, Text[..open]);
        builder.AddContent(1, ChildContent(Text[(open + 1)..close]));
        builder.AddContent(2, Text[(close + 1)..]);
    }
}
