using Microsoft.Playwright;

namespace Gas.Bench;

/// <summary>A screen and a theme that pages are looked at in; the name ends the pictures' file names.</summary>
internal sealed record PictureView(string Name, int Width, int Height, ColorScheme Theme)
{
    /// <summary>Those of <c>docs/pictures.md</c>.</summary>
    public static readonly PictureView[] Shown = [new("desk", 1280, 860, ColorScheme.Light), new("phone", 375, 760, ColorScheme.Dark)];

    /// <summary>Each screen in each theme, to look through all pages.</summary>
    public static readonly PictureView[] All = [.. Shown, .. Shown.Select(view => view with { Name = $"{view.Name}-{Other(view.Theme)}".ToLowerInvariant(), Theme = Other(view.Theme) })];

    private static ColorScheme Other(ColorScheme theme) => theme == ColorScheme.Light ? ColorScheme.Dark : ColorScheme.Light;
}
