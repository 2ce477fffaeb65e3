using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Languages;

/// <summary>The sentences of the interface, in the language of whoever reads them.</summary>
public static class Texts
{
    /// <summary>
    /// By the English sentence itself: <c>L["{0} of {1} jobs", done, all]</c>. All of them stand in <c>Texts.resx</c>; <c>Texts.de.resx</c> beside it would be the German ones.
    /// A sentence that nobody has translated comes in English.
    /// </summary>
    public static IStringLocalizer L { get; } = new MarkedTexts(
        new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance).Create(typeof(Texts)));

    /// <summary>Names a sentence that is looked up later.</summary>
    public static string Text(string english) => english;

    /// <summary>Marks what went through the resources where the language is the one of proofs, so that a page shows what has been left out.</summary>
    private sealed class MarkedTexts(IStringLocalizer texts) : IStringLocalizer
    {
        public LocalizedString this[string name] => Mark(texts[name]);

        public LocalizedString this[string name, params object[] arguments] => Mark(texts[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.GetAllStrings(includeParentCultures);

        private static LocalizedString Mark(LocalizedString text) =>
            CultureInfo.CurrentUICulture.Name.Equals(Language.Proof, StringComparison.OrdinalIgnoreCase) ? new LocalizedString(text.Name, $"⟦{text.Value}⟧", text.ResourceNotFound) : text;
    }
}
