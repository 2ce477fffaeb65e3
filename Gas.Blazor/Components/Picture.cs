using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components;

/// <summary>An icon in one piece, as MudIcon draws it, for what is on every page or in every row: open pages hold very many of them, and all the same text.</summary>
internal static class Picture
{
    /// <param name="icon">One of MudBlazor's.</param>
    public static MarkupString Of(string icon, bool isSmall = false) =>
        new($"""<svg class="mud-icon-root mud-svg-icon mud-icon-size-{(isSmall ? "small" : "medium")}" focusable="false" viewBox="0 0 24 24" aria-hidden="true" role="img">{icon}</svg>""");
}
