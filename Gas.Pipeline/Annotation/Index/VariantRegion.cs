using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>A stretch of a contig; 1-based, both ends included.</summary>
public sealed record VariantRegion(string Contig, int Start = 1, int End = int.MaxValue)
{
    private const string Prefix = "chr";

    /// <summary>Reads <c>7</c>, <c>chr7:117,480,025</c> or <c>chr7:117480025-117668665</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VariantRegion? region)
    {
        text = text.Trim();
        var colon = text.LastIndexOf(':');
        region = text.Length > 0 && colon < 0 ? new VariantRegion(text) : null;
        if (colon <= 0)
        {
            return region is not null;
        }

        var ends = text[(colon + 1)..].Replace(",", "", StringComparison.Ordinal).Split('-', '–');
        if (ends.Length > 2 || !TryParsePlace(ends[0], out var start) || !TryParsePlace(ends[^1], out var end) || end < start)
        {
            return false;
        }

        region = new VariantRegion(text[..colon], start, end);
        return true;
    }

    /// <summary>Whether a file's contig is meant: with or without <c>chr</c>.</summary>
    public bool IsOn(string contig) => Plain(contig).Equals(Plain(Contig), StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Start == 1 && End == int.MaxValue ? Contig : string.Create(CultureInfo.InvariantCulture, $"{Contig}:{Start}-{End}");

    private static ReadOnlySpan<char> Plain(string contig) => contig.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? contig.AsSpan(Prefix.Length) : contig;

    private static bool TryParsePlace(string text, out int place) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out place) && place > 0;
}
