using System.Globalization;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Variants;

/// <summary>
/// Which variants are shown, in what order, and which page of them. It lives in the address: <c>region</c> (or <c>contig</c>), <c>gene</c>, <c>consequence</c>, <c>impact</c>, <c>class</c>, <c>significance</c>,
/// <c>genotype</c> and <c>filter</c> may be repeated; besides <c>any=true</c>, <c>known=yes|no</c>, <c>af_min</c>, <c>af_max</c>, <c>af_below</c>, <c>qual_min</c>, <c>qual_max</c>, <c>qual_below</c>, <c>q</c>, <c>sort</c> (with <c>-</c> before it: descending) and <c>page</c>.
/// </summary>
public sealed record VariantQuery
{
    private static readonly char[] BetweenGenes = [',', ';', ' '];
    private static readonly char[] BetweenRegions = [';', ' '];

    public VariantFilter Filter { get; init; } = new();

    public VariantOrder Order { get; init; } = VariantOrder.File;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>What of the address says nothing, in sentences.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Reads the part of an address behind its question mark. What cannot be read is told and left out.</summary>
    public static VariantQuery Parse(string? query)
    {
        var (values, faults) = (QueryHelpers.ParseQuery(query), new List<string>());
        var (order, page) = (Of(values, "sort").FirstOrDefault() ?? "", Of(values, "page").FirstOrDefault() ?? "1");
        return new VariantQuery
        {
            Filter = new VariantFilter
            {
                Regions = Regions(values, faults),
                Genes = [.. Of(values, "gene").SelectMany(gene => gene.Split(BetweenGenes, StringSplitOptions.RemoveEmptyEntries)).Distinct()],
                Consequences = Bits(values, "consequence", VariantWords.Consequences, faults),
                Impacts = Bits(values, "impact", VariantWords.Impacts, faults),
                AnyTranscript = Of(values, "any").Any(any => any is "true" or "on" or "1"),
                Classes = Bits(values, "class", VariantWords.Classes, faults),
                Significances = Bits(values, "significance", VariantWords.Significances, faults),
                Genotypes = Bits(values, "genotype", VariantWords.Genotypes, faults),
                Known = Of(values, "known").FirstOrDefault() switch { "yes" or "true" => true, "no" or "false" => false, _ => null },
                MinFrequency = Number(values, "af_min", faults),
                MaxFrequency = Number(values, "af_max", faults),
                BelowFrequency = Number(values, "af_below", faults),
                MinQuality = Number(values, "qual_min", faults),
                MaxQuality = Number(values, "qual_max", faults),
                BelowQuality = Number(values, "qual_below", faults),
                Filters = [.. Of(values, "filter").Distinct()],
                Text = Of(values, "q").FirstOrDefault(),
            },
            Order = OrderOf(order, faults),
            Page = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1,
            Faults = faults,
        };
    }

    /// <summary>The query without a question mark; empty for all variants in the file's order.</summary>
    public string ToQuery() => string.Join('&', FilterPairs().Concat(OrderPairs()).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>The filter alone, as <see cref="ToQuery"/> writes it.</summary>
    public string ToFilterQuery() => string.Join('&', FilterPairs().Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>Where a job's table is, from the site's root.</summary>
    public static string AddressOf(JobId job) => $"jobs/{job}/variants";

    /// <param name="address">Of a table.</param>
    public string ToUri(string address) => ToQuery() is { Length: > 0 } query ? $"{address}?{query}" : address;

    /// <summary>The values of the filter's parts, without their names.</summary>
    public IEnumerable<string> Values() => FilterPairs().Select(pair => pair.Value);

    /// <summary>What the filter says, a part at a time, each with the query that remains without it.</summary>
    public IEnumerable<(string Words, VariantQuery Without)> Parts()
    {
        var (pairs, order) = (FilterPairs().ToList(), OrderPairs().Where(pair => pair.Name != "page"));
        foreach (var pair in pairs)
        {
            var rest = string.Join('&', pairs.Where(other => other != pair).Concat(order).Select(other => $"{other.Name}={Uri.EscapeDataString(other.Value)}"));
            yield return (WordsOf(pair.Name, pair.Value), Parse(rest));
        }
    }

    private static string WordsOf(string name, string value) => name switch
    {
        "any" => L["in any transcript"],
        "known" => value == "yes" ? L["with an id"] : L["without an id"],
        "af_min" => L["frequency from {0}", value],
        "af_max" => L["frequency up to {0}", value],
        "af_below" => L["frequency below {0}", value],
        "qual_min" => L["quality from {0}", value],
        "qual_max" => L["quality up to {0}", value],
        "qual_below" => L["quality below {0}", value],
        "q" => $"“{value}”",
        "region" => L["region {0}", value.Replace('_', ' ')],
        "gene" => L["gene {0}", value.Replace('_', ' ')],
        "consequence" => L["consequence {0}", value.Replace('_', ' ')],
        "impact" => L["impact {0}", value],
        "class" => L["class {0}", value.Replace('_', ' ')],
        "significance" => L["significance {0}", value.Replace('_', ' ')],
        "genotype" => L["genotype {0}", value.Replace('_', ' ')],
        "filter" => L["filter {0}", value.Replace('_', ' ')],
        _ => $"{name} {value}",
    };

    private static IEnumerable<string> Of(Dictionary<string, StringValues> values, string name) =>
        values.GetValueOrDefault(name).OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0);

    private static List<VariantRegion> Regions(Dictionary<string, StringValues> values, List<string> faults)
    {
        var regions = Of(values, "contig").Select(contig => new VariantRegion(contig)).ToList();
        foreach (var text in Of(values, "region").SelectMany(text => text.Split(BetweenRegions, StringSplitOptions.RemoveEmptyEntries)))
        {
            if (VariantRegion.TryParse(text, out var region))
            {
                regions.Add(region);
            }
            else
            {
                faults.Add($"'{text}' is no region: write a contig, or a contig with its first and last base, such as chr7:117480025-117668665.");
            }
        }

        return regions;
    }

    private static ulong Bits(Dictionary<string, StringValues> values, string name, Vocabulary words, List<string> faults)
    {
        var bits = 0ul;
        foreach (var value in Of(values, name))
        {
            bits |= words.BitOf(value);
            if (words.BitOf(value) == 0)
            {
                faults.Add($"'{value}' is no {name}: choose from {string.Join(", ", words.Names)}.");
            }
        }

        return bits;
    }

    private static float? Number(Dictionary<string, StringValues> values, string name, List<string> faults)
    {
        if (Of(values, name).FirstOrDefault() is not { } text)
        {
            return null;
        }

        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number))
        {
            return number;
        }

        faults.Add($"{name} must be a number, not '{text}'.");
        return null;
    }

    private static VariantOrder OrderOf(string text, List<string> faults)
    {
        var (name, descending) = (text.TrimStart('-'), text.StartsWith('-'));
        if (name.Length == 0)
        {
            return VariantOrder.File;
        }

        if (Enum.TryParse<VariantSort>(name, ignoreCase: true, out var by) && Enum.IsDefined(by) && !char.IsAsciiDigit(name[0]))
        {
            return new VariantOrder(by, descending);
        }

        faults.Add($"'{name}' is no order: choose from {string.Join(", ", Enum.GetNames<VariantSort>()).ToLowerInvariant()}.");
        return VariantOrder.File;
    }

    private IEnumerable<(string Name, string Value)> FilterPairs() =>
    [
        .. Filter.Regions.Select(region => ("region", region.ToString())),
        .. Filter.Genes.Select(gene => ("gene", gene)),
        .. VariantWords.Consequences.NamesOf(Filter.Consequences).Select(name => ("consequence", name)),
        .. VariantWords.Impacts.NamesOf(Filter.Impacts).Select(name => ("impact", name)),
        .. Filter.AnyTranscript ? [("any", "true")] : Array.Empty<(string, string)>(),
        .. VariantWords.Classes.NamesOf(Filter.Classes).Select(name => ("class", name)),
        .. VariantWords.Significances.NamesOf(Filter.Significances).Select(name => ("significance", name)),
        .. VariantWords.Genotypes.NamesOf(Filter.Genotypes).Select(name => ("genotype", name)),
        .. Filter.Known is { } known ? [("known", known ? "yes" : "no")] : Array.Empty<(string, string)>(),
        .. NumberPair("af_min", Filter.MinFrequency),
        .. NumberPair("af_max", Filter.MaxFrequency),
        .. NumberPair("af_below", Filter.BelowFrequency),
        .. NumberPair("qual_min", Filter.MinQuality),
        .. NumberPair("qual_max", Filter.MaxQuality),
        .. NumberPair("qual_below", Filter.BelowQuality),
        .. Filter.Filters.Select(filter => ("filter", filter)),
        .. Filter.Text is { Length: > 0 } text ? [("q", text)] : Array.Empty<(string, string)>(),
    ];

    private IEnumerable<(string Name, string Value)> OrderPairs() =>
    [
        .. Order == VariantOrder.File ? Array.Empty<(string, string)>() : [("sort", SortName())],
        .. Page == 1 ? Array.Empty<(string, string)>() : [("page", Page.ToString(CultureInfo.InvariantCulture))],
    ];

    private string SortName() => (Order.Descending ? "-" : "") + Order.By.ToString().ToLowerInvariant();

    private static IEnumerable<(string, string)> NumberPair(string name, float? value) => value is { } number ? [(name, number.ToString("R", CultureInfo.InvariantCulture))] : [];
}
