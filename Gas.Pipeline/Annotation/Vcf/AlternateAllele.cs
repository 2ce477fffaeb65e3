using System.Buffers;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>The forms that an alternate allele may take.</summary>
internal static class AlternateAllele
{
    private static readonly SearchValues<byte> Bases = SearchValues.Create("ACGTNacgtn"u8);

    public static bool IsValid(ReadOnlySpan<byte> allele)
    {
        if (allele.IsEmpty)
        {
            return false;
        }

        if (IsBases(allele) || allele.SequenceEqual("*"u8))
        {
            return true;
        }

        return allele[0] == '<' ? IsSymbolic(allele) : allele.ContainsAny("[]"u8) ? IsBreakend(allele) : IsSingleBreakend(allele);
    }

    public static bool IsBases(ReadOnlySpan<byte> allele) => !allele.IsEmpty && !allele.ContainsAnyExcept(Bases);

    private static bool IsSymbolic(ReadOnlySpan<byte> allele) =>
        allele.Length > 2 && allele[^1] == '>' && !allele[1..^1].ContainsAny("<>, "u8);

    /// <summary><c>t[p[</c>, <c>t]p]</c>, <c>]p]t</c> or <c>[p[t</c>, where p is contig:position.</summary>
    private static bool IsBreakend(ReadOnlySpan<byte> allele)
    {
        var first = allele.IndexOfAny((byte)'[', (byte)']');
        var second = allele[(first + 1)..].IndexOf(allele[first]);
        if (second < 0)
        {
            return false;
        }

        var place = allele.Slice(first + 1, second);
        var before = allele[..first];
        var after = allele[(first + second + 2)..];
        var colon = place.LastIndexOf((byte)':');
        return colon > 0 && colon < place.Length - 1 && !place[(colon + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && before.IsEmpty != after.IsEmpty && IsInserted(before.IsEmpty ? after : before);
    }

    /// <summary>Bases with a dot at the side that is not known.</summary>
    private static bool IsSingleBreakend(ReadOnlySpan<byte> allele) =>
        allele.Length > 1 && ((allele[0] == '.' && IsBases(allele[1..])) || (allele[^1] == '.' && IsBases(allele[..^1])));

    private static bool IsInserted(ReadOnlySpan<byte> text) => IsBases(text) || text.SequenceEqual("."u8) || IsSymbolic(text) || IsSingleBreakend(text);
}
