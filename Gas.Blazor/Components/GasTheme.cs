using MudBlazor;

namespace Gas.Blazor.Components;

/// <summary>Colours and type. The colours keep a contrast of at least 4.5:1 on their grounds, as text and under their contrast text.</summary>
public static class GasTheme
{
    private static readonly string[] SystemFont = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    public static readonly MudTheme Light = Make(":root");

    public static readonly MudTheme Dark = Make(":root[data-theme=dark]");

    private static MudTheme Make(string scope) => new()
    {
        PseudoCss = new PseudoCss { Scope = scope },
        PaletteLight = LightColours(),
        PaletteDark = DarkColours(),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "56px" },
        Typography = Type(),
    };

    private static PaletteLight LightColours() => new()
    {
        Primary = "#4338ca",
        Info = "#1565c0",
        Success = "#1b6e20",
        Error = "#c62828",
        Warning = "#8a4b00",
        Secondary = "#ad1457",
        Tertiary = "#00695c",
        Background = "#f6f7fb",
        BackgroundGray = "#eceef5",
        Surface = "#ffffff",
        AppbarBackground = "#ffffff",
        AppbarText = "#1f2433",
        TextPrimary = "#1f2433",
        TextSecondary = "#4b5563",
        DrawerText = "#374151",
        ActionDefault = "#4b5563",
        LinesDefault = "#dde0ea",
        LinesInputs = "#7c8496",
        TableLines = "#e4e7ef",
        Divider = "#dde0ea",
    };

    private static PaletteDark DarkColours() => new()
    {
        Primary = "#b4b0ff",
        PrimaryContrastText = "#111111",
        Info = "#64b5f6",
        InfoContrastText = "#111111",
        Success = "#66d17a",
        SuccessContrastText = "#111111",
        Error = "#ff8a80",
        ErrorContrastText = "#111111",
        Warning = "#ffb74d",
        WarningContrastText = "#111111",
        Secondary = "#f48fb1",
        SecondaryContrastText = "#111111",
        Tertiary = "#4dd0b1",
        TertiaryContrastText = "#111111",
        Background = "#14151c",
        BackgroundGray = "#0f1016",
        Surface = "#1d1f29",
        AppbarBackground = "#1d1f29",
        AppbarText = "#ececf3",
        TextPrimary = "#ececf3",
        TextSecondary = "#c3c3cc",
        DrawerText = "#d5d5dd",
        ActionDefault = "#c3c3cc",
        LinesDefault = "#343747",
        LinesInputs = "#8b8fa3",
        TableLines = "#2c2f3d",
        Divider = "#343747",
    };

    private static Typography Type() => new()
    {
        Default = new DefaultTypography { FontFamily = SystemFont, FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
        H1 = new H1Typography { FontFamily = SystemFont, FontSize = "1.75rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-.01em" },
        H2 = new H2Typography { FontFamily = SystemFont, FontSize = "1.125rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
        H3 = new H3Typography { FontFamily = SystemFont, FontSize = "1rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
        H6 = new H6Typography { FontFamily = SystemFont, FontSize = "1.0625rem", FontWeight = "600", LetterSpacing = "normal" },
        Body1 = new Body1Typography { FontFamily = SystemFont, FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
        Body2 = new Body2Typography { FontFamily = SystemFont, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "normal" },
        Subtitle1 = new Subtitle1Typography { FontFamily = SystemFont, LetterSpacing = "normal" },
        Button = new ButtonTypography { FontFamily = SystemFont, FontSize = ".9375rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
        Caption = new CaptionTypography { FontFamily = SystemFont, FontSize = ".8125rem", LetterSpacing = "normal" },
    };
}
