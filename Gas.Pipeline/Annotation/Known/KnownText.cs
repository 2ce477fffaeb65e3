using System.Text;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>Values of a source as CSQ can hold them: several joined by <c>&amp;</c>, and nothing that separates fields.</summary>
internal static class KnownText
{
    /// <summary>An id; a bare number says whose it is: <c>rs</c> for dbSNP, else the source's name.</summary>
    public static string Id(string source, string field, string value) =>
        string.Join('&', Clean(value).Split(['&', ';'], StringSplitOptions.RemoveEmptyEntries).Select(id => id.All(char.IsAsciiDigit) ? field == "RS" ? "rs" + id : $"{source}:{id}" : id));

    /// <summary>A value of INFO for one allele, or an empty string.</summary>
    /// <param name="definition">How the header declares it.</param>
    /// <param name="allele">0-based among the alternate alleles.</param>
    public static string Value(FieldDefinition definition, ReadOnlySpan<byte> value, int allele)
    {
        var text = Encoding.UTF8.GetString(value);
        if (definition.Number is "A" or "R" && text.Split(',') is var each && each.Length > 1)
        {
            var index = definition.Number == "A" ? allele : allele + 1;
            text = index < each.Length ? each[index] : "";
        }

        return Clean(text);
    }

    /// <summary>ClinVar writes commas inside names, with a blank after them; they separate nothing.</summary>
    public static string Clean(string text)
    {
        if (text == ".")
        {
            return "";
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                ',' when i + 1 < text.Length && text[i + 1] is '_' or ' ' => clean.Append("%2C"),
                ',' or '|' => clean.Append('&'),
                '=' => clean.Append("%3D"),
                ' ' or '\t' => clean.Append('_'),
                var character => clean.Append(character),
            };
        }

        return clean.ToString();
    }
}
