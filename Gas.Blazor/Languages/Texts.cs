using System.Collections.Concurrent;
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
        /// <summary>What was found, by language: a page has dozens of sentences, and looking one up anew writes two texts of its own.</summary>
        private readonly ConcurrentDictionary<(string Language, string English), LocalizedString> _found = new();

        public LocalizedString this[string name] => Mark(Find(name));

        public LocalizedString this[string name, params object[] arguments]
        {
            get
            {
                var found = Find(name);
                return Mark(new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, found.Value, arguments), found.ResourceNotFound));
            }
        }

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.GetAllStrings(includeParentCultures);

        /// <summary>What is in no resources is not kept: it may be anything.</summary>
        private LocalizedString Find(string name)
        {
            var key = (CultureInfo.CurrentUICulture.Name, name);
            if (_found.TryGetValue(key, out var known))
            {
                return known;
            }

            return texts[KeyOf(name)] is { ResourceNotFound: false } found ? _found.GetOrAdd(key, found) : new LocalizedString(name, name, resourceNotFound: true);
        }

        private static LocalizedString Mark(LocalizedString text) =>
            CultureInfo.CurrentUICulture.Name.Equals(Language.Proof, StringComparison.OrdinalIgnoreCase) ? new LocalizedString(text.Name, $"⟦{text.Value}⟧", text.ResourceNotFound) : text;
    }

    /// <summary>What a sentence is called in the resources, which know no names that differ in their case only: "…" before one that begins with a small letter.</summary>
    internal static string KeyOf(string english) => english.Length > 0 && char.IsLower(english[0]) ? $"…{english}" : english;
}
