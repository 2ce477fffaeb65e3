using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>A record as rows of a table: one for each consequence, or a single one where it has none.</summary>
internal sealed class VariantCells(VariantIndex index)
{
    private static readonly string[] First = ["CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER"];

    public IEnumerable<string> Titles => [.. First, .. index.Layout.Fields, "INFO", .. index.Columns.Skip(8)];

    public IEnumerable<IEnumerable<string>> Rows(ReadOnlySpan<byte> line)
    {
        var record = VariantRecord.Parse(line, index.Layout);
        string[] first = [record.Contig, record.Position, record.Id, record.Reference, record.Alternates, record.Quality, record.Filter];
        var info = record.Info.Count == 0 ? "." : string.Join(';', record.Info.Select(pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}"));
        string[] last = [info, .. record.Format.Length == 0 ? [] : record.Samples.Prepend(record.Format)];
        IReadOnlyList<IReadOnlyList<string>> entries = record.Consequences.Count == 0 ? [[]] : record.Consequences;
        return entries.Select(entry => first.Concat(Enumerable.Range(0, index.Layout.Fields.Count).Select(part => entry.ElementAtOrDefault(part) ?? "")).Concat(last));
    }
}
