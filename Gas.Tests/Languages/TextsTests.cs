using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gas.Blazor.Languages;

namespace Gas.Tests.Languages;

/// <summary>Holds the resources to the sources, and translations to the English: what is looked up is there, and what is there is looked up.</summary>
public sealed partial class TextsTests
{
    private const string English = "Texts.resx";

    private static string[] Translations => [.. Directory.EnumerateFiles(SourceTexts.Folder, "Texts.*.resx")];

    [Fact]
    public void The_resources_have_the_sentences_of_the_sources_and_no_others()
    {
        var (known, used) = (Read(English).Keys.ToHashSet(), SourceTexts.All().Select(Texts.KeyOf).ToHashSet());

        var wrong = used.Except(known).Select(name => $"missing: {name}").Concat(known.Except(used).Select(name => $"not used: {name}"));

        Assert.True(used.Count > 500, $"Only {used.Count} sentences were found in the sources.");
        AssertNone(wrong, $"Make Languages/{English} fit the sources:");
    }

    [Fact]
    public void The_English_of_a_sentence_is_the_sentence() => AssertNone(Read(English).Where(text => text.Key != Texts.KeyOf(text.Value)).Select(text => text.Key), "Another value than its name:");

    [Fact]
    public void No_two_sentences_differ_in_their_case_only() =>
        AssertNone(Read(English).Keys.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(alike => alike.Count() > 1).Select(alike => string.Join(" | ", alike)), "Resources do not tell them apart:");

    [Fact]
    public void No_sentence_is_put_together_before_it_is_looked_up() => AssertNone(SourceTexts.Composed(), "Look up a whole sentence, and give it its values by number:");

    [Fact]
    public void Translations_have_the_values_and_the_marked_parts_of_the_English() =>
        AssertNone(Translations.SelectMany(file => Faults(Read(English), Read(file)).Select(fault => $"{Path.GetFileName(file)}: {fault}")), "Translations:");

    [Theory]
    [InlineData("{0} of {1} jobs", "{1} Aufträge, davon {0}", true)]
    [InlineData("{0} of {1} jobs", "{0} Aufträge", false)]
    [InlineData("{0} of {1} jobs", "{0} von {2} Aufträgen", false)]
    [InlineData("No account yet? [Create one].", "Noch kein Konto? [Legen Sie eines an].", true)]
    [InlineData("No account yet? [Create one].", "Noch kein Konto? Legen Sie eines an.", false)]
    public void A_translation_that_lost_a_part_is_found(string english, string translated, bool fits) =>
        Assert.Equal(fits, !Faults(new() { [english] = english }, new() { [english] = translated }).Any());

    [Fact]
    public void A_translation_of_what_is_said_no_more_is_found() => Assert.Single(Faults([], new() { ["Gone"] = "Weg" }));

    [Theory]
    [InlineData("""<p title="@L["It's \"new\""]">""", "It's \"new\"")]
    [InlineData("L[\"\"\"Say \"yes\" now\"\"\", n]", "Say \"yes\" now")]
    [InlineData("(Texts.L[\n    \"A\\u00a0B\", 1], XL[\"no\"])", "A\u00a0B")]
    [InlineData("new(Text(\"Waiting\"), AddText(\"no\"))", "Waiting")]
    public void A_sentence_is_found_as_it_is_read(string code, string sentence) => Assert.Equal([sentence], SourceTexts.In("Some.cs", code));

    [Theory]
    [InlineData("L[$\"{n} jobs\", 1]", true)]
    [InlineData("L[\"Jobs \" + state]", true)]
    [InlineData("L[isOne ? \"job\" : \"jobs\"]", true)]
    [InlineData("Text($\"{n} jobs\")", true)]
    [InlineData("L[\"{0} jobs\", $\"{n}\"] + L[_word] + L[look.Word, Of(\"n\")]", false)]
    public void A_sentence_that_is_put_together_is_found(string code, bool isFound) => Assert.Equal(isFound, SourceTexts.Compositions(code).Any());

    [Fact]
    public void A_sentence_that_is_not_in_the_resources_comes_as_it_is() => Assert.Equal("nobody says 1 of this", Texts.L["nobody says {0} of this", 1].Value);

    private static IEnumerable<string> Faults(Dictionary<string, string> english, Dictionary<string, string> translated) => translated
        .Select(text => !english.TryGetValue(text.Key, out var original) ? $"nobody says '{text.Key}'"
            : !Parts(original).SequenceEqual(Parts(text.Value)) ? $"'{text.Value}' has other values or marked parts than '{original}'"
            : null)
        .OfType<string>();

    /// <summary>Values by number, each once, and as many brackets as there are.</summary>
    private static IEnumerable<string> Parts(string text) =>
        Value().Matches(text).Select(found => found.Value).Distinct().Order(StringComparer.Ordinal).Append($"{text.Count(letter => letter == '[')} {text.Count(letter => letter == ']')}");

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(SourceTexts.Folder, file)).Root!.Elements("data").ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!);

    private static void AssertNone(IEnumerable<string> wrong, string what)
    {
        var all = wrong.Order(StringComparer.Ordinal).ToArray();
        Assert.True(all.Length == 0, $"{what}\n{string.Join('\n', all)}");
    }

    [GeneratedRegex(@"\{\d+[^{}]*\}")]
    private static partial Regex Value();
}
