using System.Buffers.Text;

namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>Reads a number of a record: most are a few digits with or without a point, which need no general parser.</summary>
internal static class PlainNumber
{
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var (digits, decimals, isFraction) = (0L, 0, false);
        if (text.IsEmpty || text is [(byte)'.'] || text.Length >= Powers.Length)
        {
            return text.Length >= Powers.Length && TryReadAny(text, out value);
        }

        foreach (var character in text)
        {
            if (character is >= (byte)'0' and <= (byte)'9')
            {
                digits = (digits * 10) + character - '0';
                decimals += isFraction ? 1 : 0;
            }
            else if (character == '.' && !isFraction)
            {
                isFraction = true;
            }
            else
            {
                return TryReadAny(text, out value);
            }
        }

        value = digits / Powers[decimals];
        return true;
    }

    private static bool TryReadAny(ReadOnlySpan<byte> text, out double value) => Utf8Parser.TryParse(text, out value, out var read) && read == text.Length && double.IsFinite(value);
}
