using System.Text;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants;

/// <summary>A record of an annotated VCF, taken apart. All of it is text that anybody may have written.</summary>
/// <param name="Info">Without the consequences; a flag has an empty value.</param>
/// <param name="Consequences">One an allele and transcript, each with the parts that <see cref="ConsequenceLayout.Fields"/> names.</param>
/// <param name="Format">Names of what <paramref name="Samples"/> tell; empty where there are none.</param>
public sealed record VariantRecord(
    string Contig,
    string Position,
    string Id,
    string Reference,
    string Alternates,
    string Quality,
    string Filter,
    IReadOnlyList<KeyValuePair<string, string>> Info,
    IReadOnlyList<IReadOnlyList<string>> Consequences,
    string Format,
    IReadOnlyList<string> Samples)
{
    /// <param name="line">A line that was a record when it was indexed.</param>
    public static VariantRecord Parse(ReadOnlySpan<byte> line, ConsequenceLayout layout)
    {
        var columns = Encoding.UTF8.GetString(line).TrimEnd('\r').Split('\t');
        var info = columns[7] == "." ? [] : columns[7].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Pair).ToList();
        var consequences = info.Find(pair => pair.Key == layout.Key && layout.Fields.Count > 0).Value ?? "";
        return new VariantRecord(
            columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6],
            [.. info.Where(pair => pair.Key != layout.Key || layout.Fields.Count == 0)],
            [.. consequences.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => Array.ConvertAll(entry.Split('|'), Uri.UnescapeDataString))],
            columns.ElementAtOrDefault(8) ?? "",
            columns.Length > 9 ? columns[9..] : []);
    }

    private static KeyValuePair<string, string> Pair(string entry) =>
        entry.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals ? KeyValuePair.Create(entry[..equals], entry[(equals + 1)..]) : KeyValuePair.Create(entry, "");
}
