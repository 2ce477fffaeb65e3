namespace Gas.Blazor.Components.Variants;

/// <summary>The columns that a table of variants can show.</summary>
public enum VariantTableColumn
{
    Change,
    Gene,
    Consequence,
    Protein,
    Coding,
    Ids,
    Significance,
    Frequency,
    Quality,
    Filter,
    Class,
    Genotypes,
}
