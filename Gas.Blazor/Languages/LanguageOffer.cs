using System.Globalization;

namespace Gas.Blazor.Languages;

/// <summary>The languages that people choose from, looked for once.</summary>
public sealed class LanguageOffer(IConfiguration configuration)
{
    public IReadOnlyList<CultureInfo> All { get; } = Language.Offered(configuration);

    /// <summary>What a language calls itself: "Deutsch" is how German resources translate "English".</summary>
    public static string NameOf(CultureInfo language)
    {
        var here = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = language;
            return Texts.L["English"];
        }
        finally
        {
            CultureInfo.CurrentUICulture = here;
        }
    }
}
