using System.Text;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Where an annotator writes consequences in INFO, and which part of an entry says what.</summary>
/// <param name="Key">CSQ (as here and by VEP), ANN (SnpEff) or BCSQ (bcftools csq).</param>
/// <param name="Fields">The names of an entry's parts.</param>
public sealed record ConsequenceLayout(string Key, IReadOnlyList<string> Fields)
{
    /// <summary>Of a file that tells no consequences.</summary>
    public static readonly ConsequenceLayout None = new("", []);

    private static readonly string[] Keys = ["CSQ", "ANN", "BCSQ"];

    internal int Consequence { get; } = IndexOf(Fields, "Consequence", "Annotation");

    internal int Impact { get; } = IndexOf(Fields, "IMPACT", "Annotation_Impact");

    internal int Symbol { get; } = IndexOf(Fields, "SYMBOL", "Gene_Name");

    internal int Gene { get; } = IndexOf(Fields, "Gene", "Gene_ID");

    internal int Ids { get; } = IndexOf(Fields, "Existing_variation");

    internal int Significance { get; } = IndexOf(Fields, "CLIN_SIG");

    /// <summary>Allele frequencies that known sources tell.</summary>
    internal IReadOnlyList<int> Frequencies { get; } = [.. Enumerable.Range(0, Fields.Count).Where(index => Fields[index] is "AF" or "MAX_AF" || Fields[index].EndsWith("_AF", StringComparison.Ordinal))];

    /// <summary>By the header's lines: the field that was declared last, for annotators add theirs at the end. Null where none is declared.</summary>
    /// <param name="only">The one key to look for; null for all that are known.</param>
    internal static ConsequenceLayout? Of(IEnumerable<byte[]> metaLines, string? only = null)
    {
        ConsequenceLayout? last = null;
        foreach (var line in metaLines.Where(line => line.AsSpan().StartsWith("##INFO=<ID="u8)))
        {
            var text = Encoding.UTF8.GetString(line);
            var key = text["##INFO=<ID=".Length..].Split(',')[0];
            last = (only ?? Array.Find(Keys, known => known == key)) == key ? Parse(key, text) ?? last : last;
        }

        return last;
    }

    /// <summary>By the description of the field, which names the parts; null where it names none.</summary>
    internal static ConsequenceLayout? Parse(string key, string description)
    {
        const string Mark = "Format: ";
        var (quote, format) = (description.IndexOf('\'', StringComparison.Ordinal), description.IndexOf(Mark, StringComparison.Ordinal));
        var list = format >= 0 ? description[(format + Mark.Length)..] : quote >= 0 ? description[(quote + 1)..] : "";
        var parts = list.TrimEnd('>', '"', '\'', ' ').Replace("[*]", "", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries);
        return parts.Length > 1 ? new ConsequenceLayout(key, parts) : null;
    }

    private static int IndexOf(IReadOnlyList<string> fields, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < fields.Count; i++)
            {
                if (string.Equals(fields[i], name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
