using System.Globalization;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Variants;

namespace Gas.Blazor.Components.Variants;

/// <summary>A row of the table: what the index knows, and the record where it is at hand.</summary>
public sealed record VariantRow(VariantHit Hit, VariantRecord? Record, ConsequenceLayout Layout)
{
    private const int MostBases = 12;
    private const string Nothing = "–";

    /// <summary>Contig and position.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Hit.Contig}:{Hit.Position}");

    public string Change => Record is null ? Nothing : $"{Shorten(Record.Reference)} → {string.Join(", ", Record.Alternates.Split(',').Take(3).Select(Shorten))}{(Record.Alternates.Count(letter => letter == ',') > 2 ? ", …" : "")}";

    /// <summary>The entry of the most severe consequence.</summary>
    private IReadOnlyList<string>? Gravest => Record?.Consequences.FirstOrDefault(entry => Hit.Consequence is { } term && Part(entry, "Consequence", "Annotation").Split('&').Contains(term)) ?? (Record is { Consequences: [var first, ..] } ? first : null);

    public string TextOf(VariantTableColumn column) => column switch
    {
        VariantTableColumn.Change => Change,
        VariantTableColumn.Gene => Several(Hit.Genes, 3),
        VariantTableColumn.Consequence => Hit.Consequence?.Replace('_', ' ') ?? Nothing,
        VariantTableColumn.Protein => Hgvs("HGVSp", "HGVS.p", "amino_acid_change"),
        VariantTableColumn.Coding => Hgvs("HGVSc", "HGVS.c", "dna_change"),
        VariantTableColumn.Ids => Several([.. Hit.Ids.OrderByDescending(id => id.StartsWith("rs", StringComparison.Ordinal))], 1),
        VariantTableColumn.Significance => Several([.. VariantWords.Significances.NamesOf(Hit.Significances).Select(word => word.Replace('_', ' '))], 2),
        VariantTableColumn.Frequency => Hit.Frequency?.ToString("0.#####", CultureInfo.InvariantCulture) ?? Nothing,
        VariantTableColumn.Quality => Hit.Quality?.ToString("0.##", CultureInfo.InvariantCulture) ?? Nothing,
        VariantTableColumn.Filter => Hit.Filter == "." ? Nothing : Hit.Filter.Replace(";", ", ", StringComparison.Ordinal),
        VariantTableColumn.Class => Several([.. VariantWords.Classes.NamesOf(Hit.Classes)], 3),
        VariantTableColumn.Genotypes => Several([.. VariantWords.Genotypes.NamesOf(Hit.Genotypes)], 4),
    };

    /// <summary>A part of an entry by the names that annotators give it; empty where it has none.</summary>
    public string Part(IReadOnlyList<string> entry, params ReadOnlySpan<string> names)
    {
        for (var i = 0; i < Layout.Fields.Count; i++)
        {
            foreach (var name in names)
            {
                if (Layout.Fields[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return entry.ElementAtOrDefault(i) ?? "";
                }
            }
        }

        return "";
    }

    private static string Several(IReadOnlyList<string> texts, int most) =>
        texts.Count == 0 ? Nothing : string.Join(", ", texts.Take(most)) + (texts.Count > most ? string.Create(CultureInfo.InvariantCulture, $" +{texts.Count - most}") : "");

    private static string Shorten(string bases) => bases.Length > MostBases ? string.Create(CultureInfo.InvariantCulture, $"{bases[..MostBases]}… ({bases.Length})") : bases;

    /// <summary>Without the name of the sequence, which the drawer shows.</summary>
    private string Hgvs(params ReadOnlySpan<string> names) =>
        Gravest is { } entry && Part(entry, names) is { Length: > 0 } text ? text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..] : Nothing;
}
