using Gas.Pipeline.Annotation.Index;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Variants;

/// <summary>Titles of the columns, and what is shown unless the reader has chosen.</summary>
public static class VariantTableColumns
{
    public static string TitleOf(VariantTableColumn column) => column switch
    {
        VariantTableColumn.Protein => L["Protein (HGVS)"],
        VariantTableColumn.Coding => L["Transcript (HGVS)"],
        VariantTableColumn.Significance => L["Clinical significance"],
        VariantTableColumn.Change => L["Change"],
        VariantTableColumn.Gene => L["Gene"],
        VariantTableColumn.Consequence => L["Consequence"],
        VariantTableColumn.Ids => L["Ids"],
        VariantTableColumn.Frequency => L["Frequency"],
        VariantTableColumn.Quality => L["Quality"],
        VariantTableColumn.Filter => L["Filter"],
        VariantTableColumn.Class => L["Class"],
        VariantTableColumn.Genotypes => L["Genotypes"],
    };

    /// <summary>What sorting by the column means; null where it cannot be sorted by.</summary>
    public static VariantSort? SortOf(VariantTableColumn column) => column switch
    {
        VariantTableColumn.Gene => VariantSort.Gene,
        VariantTableColumn.Consequence => VariantSort.Consequence,
        VariantTableColumn.Significance => VariantSort.Significance,
        VariantTableColumn.Frequency => VariantSort.Frequency,
        VariantTableColumn.Quality => VariantSort.Quality,
        VariantTableColumn.Filter => VariantSort.Filter,
        VariantTableColumn.Class => VariantSort.Class,
        _ => null,
    };

    /// <summary>Those that say something in this file.</summary>
    public static IReadOnlyList<VariantTableColumn> DefaultFor(VariantFacets facets) =>
    [
        VariantTableColumn.Change,
        VariantTableColumn.Gene,
        VariantTableColumn.Consequence,
        VariantTableColumn.Protein,
        .. facets.HasIds ? [VariantTableColumn.Ids] : Array.Empty<VariantTableColumn>(),
        .. facets.Significances.Count > 0 ? [VariantTableColumn.Significance] : Array.Empty<VariantTableColumn>(),
        .. facets.HasFrequencies ? [VariantTableColumn.Frequency] : Array.Empty<VariantTableColumn>(),
        .. facets.HasQualities ? [VariantTableColumn.Quality] : Array.Empty<VariantTableColumn>(),
        .. facets.Filters.Keys.Any(filter => filter != ".") ? [VariantTableColumn.Filter] : Array.Empty<VariantTableColumn>(),
    ];

    /// <summary>Reads what the reader has chosen before; null where that is nothing.</summary>
    public static IReadOnlyList<VariantTableColumn>? Parse(string? names)
    {
        var chosen = Enum.GetValues<VariantTableColumn>().Where(column => (names ?? "").Split(',').Contains(column.ToString())).ToList();
        return chosen.Count == 0 ? null : chosen;
    }
}
