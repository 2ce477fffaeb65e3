using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Index;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Charts;

/// <summary>The bars of a summary's charts.</summary>
/// <param name="link">Where the records of a value of a field are listed; null where they cannot be listed.</param>
public sealed class SummaryBars(AnnotationSummary summary, Func<string, string, string>? link)
{
    /// <summary>How the table calls the terms that only an external tool has.</summary>
    private const string Other = "other";

    /// <summary>How the summary calls the filters that it does not count apart.</summary>
    private const string MoreFilters = "(others)";

    public IReadOnlyList<ChartBar> Consequences => [.. summary.Consequences.Select(pair =>
        new ChartBar(Words(pair.Key), pair.Value, Link("consequence", SequenceOntology.Find(pair.Key) is { } term ? SequenceOntology.Name(term) : Other), ToneOf(SequenceOntology.Find(pair.Key))))];

    /// <summary>All four, the worst first, also those that nothing has.</summary>
    public IReadOnlyList<ChartBar> Impacts => summary.Impacts is not { Count: > 0 } impacts ? [] : [.. Enum.GetValues<Impact>().Select(impact =>
        (Name: impact.ToString().ToUpperInvariant(), Impact: impact)).Select(one => new ChartBar(WordOf(one.Impact), impacts.GetValueOrDefault(one.Name), Link("impact", one.Name), ToneOf(one.Impact)))];

    public IReadOnlyList<ChartBar> Genes => [.. summary.Genes.Select(pair =>
        new ChartBar(pair.Key, pair.Value, Link("gene", pair.Key), ToneOf(WorstOf(pair.Key) is { } term ? SequenceOntology.Find(term) : null), WorstOf(pair.Key) is { } worst ? Words(worst) : null))];

    public IReadOnlyList<ChartBar> Classes => [.. summary.Classes.Select(pair => new ChartBar(pair.Key, pair.Value, Link("class", pair.Key)))];

    public IReadOnlyList<ChartBar> Substitutions => [.. (summary.Substitutions ?? NoCounts).Select(pair =>
        IsTransition(pair.Key) ? new ChartBar(pair.Key, pair.Value, Tone: "tone-other", Note: L["transition"]) : new ChartBar(pair.Key, pair.Value, Note: L["transversion"]))];

    public IReadOnlyList<ChartBar> Significances => [.. (summary.Significances ?? NoCounts).Select(pair => new ChartBar(Words(pair.Key), pair.Value, SignificanceLink(pair.Key)))];

    public IReadOnlyList<ChartBar> Filters => [.. (summary.Filters ?? NoCounts).Select(pair =>
        new ChartBar(pair.Key == "." ? L["not filtered (.)"] : pair.Key, pair.Value, pair.Key == MoreFilters ? null : Link("filter", pair.Key)))];

    public IReadOnlyList<ChartBar> IndelLengths => Plain(summary.IndelLengths);

    public IReadOnlyList<ChartBar> Frequencies => Ranges(summary.Frequencies, "af");

    public IReadOnlyList<ChartBar> Qualities => Ranges(summary.Qualities, "qual");

    private static Dictionary<string, long> NoCounts { get; } = [];

    public string? Link(string field, string value) => link?.Invoke(field, value);

    private ChartBar[] Ranges(IReadOnlyDictionary<string, long>? counts, string field) =>
        [.. (counts ?? NoCounts).Select(pair => new ChartBar(Range(pair.Key), pair.Value, pair.Value == 0 ? null : RangeLink(field, pair.Key)))];

    /// <summary>The ranges are called <c>&lt;10</c>, <c>10-20</c> and <c>>=1000</c>.</summary>
    private string? RangeLink(string field, string range) => range switch
    {
        ['<', .. var below] => Link($"{field}_below", below),
        ['>', '=', .. var from] => Link($"{field}_min", from),
        _ when range.Split('-') is [var from, var below] && Link($"{field}_min", from) is { } link => $"{link}&{field}_below={below}",
        _ => null,
    };

    /// <summary>A source's words may name several; null where they name none.</summary>
    private string? SignificanceLink(string words)
    {
        var named = VariantWords.Significances.NamesOf(Significance.Parse(words)).ToList();
        return named is [var first, .. var others] && Link("significance", first) is { } link ? link + string.Concat(others.Select(other => $"&significance={other}")) : null;
    }

    private string? WorstOf(string gene) => summary.GeneConsequences?.GetValueOrDefault(gene);

    private static bool IsTransition(string change) => change is "A>G" or "G>A" or "C>T" or "T>C";

    private static string Words(string term) => term.Replace('_', ' ');

    private static string Range(string range) => range.Replace(">=", "≥ ", StringComparison.Ordinal).Replace("<", "< ", StringComparison.Ordinal).Replace('-', '–');

    private static IReadOnlyList<ChartBar> Plain(IReadOnlyDictionary<string, long>? counts, Func<string, string>? words = null) =>
        [.. (counts ?? NoCounts).Select(pair => new ChartBar(words?.Invoke(pair.Key) ?? pair.Key, pair.Value))];

    private static string? ToneOf(ConsequenceTerm? term) => term is { } known ? ToneOf(SequenceOntology.ImpactOf(known)) : null;

    private static string WordOf(Impact impact) => impact switch
    {
        Impact.High => L["High"],
        Impact.Moderate => L["Moderate"],
        Impact.Low => L["Low"],
        Impact.Modifier => L["Modifier"],
    };

    private static string ToneOf(Impact impact) => impact switch
    {
        Impact.High => "tone-high",
        Impact.Moderate => "tone-moderate",
        Impact.Low => "tone-low",
        _ => "tone-modifier",
    };
}
