namespace Gas.Pipeline.Annotation.Index;

/// <summary>ClinVar's significance from the ways in which sources write it: <c>Pathogenic/Likely_pathogenic|drug_response</c>, <c>likely_benign&amp;benign</c>.</summary>
public static class Significance
{
    private static readonly char[] Separators = ['&', '/', '|', ',', ';', ':'];

    /// <summary>A bit a word of <see cref="VariantWords.Significances"/>.</summary>
    public static ulong Parse(string text)
    {
        var bits = 0ul;
        foreach (var part in text.Replace("%2C", ",", StringComparison.OrdinalIgnoreCase).Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var word = part.Trim('_', ' ');
            var known = VariantWords.Significances.BitOf(word.StartsWith("conflicting", StringComparison.OrdinalIgnoreCase) ? "conflicting" : word);
            bits |= known != 0 || word.Length == 0 || word == "." ? known : VariantWords.Significances.BitOf(VariantWords.Other);
        }

        return bits;
    }
}
