using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components;

/// <summary>What is wrong with a field, in the reader's language. The sentences stand in English at the form's model.</summary>
public sealed class FieldErrors<TValue> : ValidationMessage<TValue>
{
    [CascadingParameter]
    private EditContext Form { get; set; } = default!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var sentence in Form.GetValidationMessages(FieldIdentifier.Create(For!)))
        {
            builder.OpenElement(0, "div");
            builder.AddAttribute(1, "class", "validation-message");
            builder.AddAttribute(2, "role", "alert");
            builder.AddContent(3, L[sentence]);
            builder.CloseElement();
        }
    }
}
