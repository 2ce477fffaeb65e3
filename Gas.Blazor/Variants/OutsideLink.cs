using System.Globalization;
using Gas.Pipeline.Variants;

namespace Gas.Blazor.Variants;

/// <summary>A page elsewhere that knows more of a variant.</summary>
public sealed record OutsideLink(string Title, string Address)
{
    /// <summary>For a variant of the human genome; none for others. Everything that comes from the file is escaped.</summary>
    /// <param name="reference">Name and title of the reference that the job was annotated with.</param>
    public static IEnumerable<OutsideLink> Of(string reference, VariantRecord record)
    {
        var old = reference.Contains("GRCh37", StringComparison.OrdinalIgnoreCase) || reference.Contains("hg19", StringComparison.OrdinalIgnoreCase);
        if (!old && !reference.Contains("GRCh38", StringComparison.OrdinalIgnoreCase) && !reference.Contains("hg38", StringComparison.OrdinalIgnoreCase))
        {
            yield break;
        }

        var contig = Escaped(record.Contig.StartsWith("chr", StringComparison.OrdinalIgnoreCase) ? record.Contig[3..] : record.Contig);
        var position = long.Parse(record.Position, CultureInfo.InvariantCulture);
        var end = position + record.Reference.Length - 1;
        yield return new OutsideLink("Ensembl", string.Create(CultureInfo.InvariantCulture, $"https://{(old ? "grch37" : "www")}.ensembl.org/Homo_sapiens/Location/View?r={contig}:{Math.Max(1, position - 50)}-{end + 50}"));
        yield return new OutsideLink("ClinVar", $"https://www.ncbi.nlm.nih.gov/clinvar/?term={contig}%5Bchr%5D+AND+{position.ToString(CultureInfo.InvariantCulture)}%5B{(old ? "chrpos37" : "chrpos38")}%5D");
        if (RsId(record) is { } id)
        {
            yield return new OutsideLink($"dbSNP {id}", $"https://www.ncbi.nlm.nih.gov/snp/{Escaped(id)}");
        }

        foreach (var alternate in record.Alternates.Split(',').Where(alternate => alternate.All(char.IsAsciiLetter)).Take(3))
        {
            yield return new OutsideLink($"gnomAD {Shorten(record.Reference)}>{Shorten(alternate)}", string.Create(CultureInfo.InvariantCulture, $"https://gnomad.broadinstitute.org/variant/{contig}-{position}-{Escaped(record.Reference)}-{Escaped(alternate)}?dataset={(old ? "gnomad_r2_1" : "gnomad_r4")}"));
        }
    }

    private static string? RsId(VariantRecord record) =>
        record.Id.Split(';').Concat(record.Consequences.SelectMany(entry => entry.SelectMany(part => part.Split('&')))).FirstOrDefault(id => id.Length is > 2 and < 20 && id.StartsWith("rs", StringComparison.Ordinal) && id.AsSpan(2).ContainsAnyExceptInRange('0', '9') == false);

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private static string Shorten(string bases) => bases.Length > 8 ? bases[..8] + "…" : bases;
}
