namespace Gas.Pipeline.Annotation.Index;

/// <summary>What the index knows of a record.</summary>
/// <param name="Row">Its number in the file, from 0.</param>
/// <param name="End">1-based last base that it covers.</param>
/// <param name="Terms">A bit a word of <see cref="VariantWords.Consequences"/>, the lowest being the most severe.</param>
/// <param name="Impact">Of the most severe consequence; null where there is none.</param>
/// <param name="Genes">The one with the most severe consequence first.</param>
/// <param name="Classes">A bit a word of <see cref="VariantWords.Classes"/>.</param>
/// <param name="Significances">A bit a word of <see cref="VariantWords.Significances"/>.</param>
/// <param name="Genotypes">A bit a word of <see cref="VariantWords.Genotypes"/>.</param>
/// <param name="Frequency">The largest that known sources tell of its alleles, or else that INFO/AF, or AC of AN, does.</param>
/// <param name="Ids">Of the record and of known sources.</param>
public sealed record VariantHit(
    long Row,
    string Contig,
    int Position,
    int End,
    float? Quality,
    string Filter,
    ulong Terms,
    string? Impact,
    IReadOnlyList<string> Genes,
    ulong Classes,
    ulong Significances,
    ulong Genotypes,
    float? Frequency,
    IReadOnlyList<string> Ids)
{
    /// <summary>Where it lies in the result.</summary>
    internal VariantPlace Place { get; init; }

    /// <summary>The most severe term, as the Sequence Ontology calls it; null where there is none.</summary>
    public string? Consequence => Terms == 0 ? null : VariantWords.Consequences.NamesOf(Terms).First();
}
