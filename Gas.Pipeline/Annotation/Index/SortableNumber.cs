using System.Buffers.Text;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Numbers as integers in the same order, for a column. The missing value comes before all others.</summary>
internal static class SortableNumber
{
    public const int Missing = int.MinValue;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    public static int Of(float value) => float.IsNaN(value) ? Missing : Turn(BitConverter.SingleToInt32Bits(value));

    public static float? ToFloat(int sortable) => sortable == Missing ? null : BitConverter.Int32BitsToSingle(Turn(sortable));

    /// <summary>Reads one number; what is none counts as missing.</summary>
    public static int Parse(ReadOnlySpan<byte> text)
    {
        return TryParseShort(text, out var number) ? Of((float)number) : Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length && double.IsFinite(value) ? Of((float)value) : Missing;
    }

    /// <summary>The largest of several numbers.</summary>
    public static int ParseLargest(ReadOnlySpan<byte> text, byte separator)
    {
        if (!text.Contains(separator))
        {
            return Parse(text);
        }

        var largest = Missing;
        foreach (var part in text.Split(separator))
        {
            largest = Math.Max(largest, Parse(text[part]));
        }

        return largest;
    }

    /// <summary>Up to 15 digits with or without a point: both parts of the division are exact, so that its result is the nearest number, as a full parser gives it.</summary>
    private static bool TryParseShort(ReadOnlySpan<byte> text, out double number)
    {
        var (digits, fraction, point) = (0L, 0, false);
        number = 0;
        if (text.IsEmpty || text.Length > 15 || text[0] is < (byte)'0' or > (byte)'9')
        {
            return false;
        }

        foreach (var letter in text)
        {
            if (letter is >= (byte)'0' and <= (byte)'9')
            {
                digits = (digits * 10) + letter - '0';
                fraction += point ? 1 : 0;
            }
            else if (letter == '.' && !point)
            {
                point = true;
            }
            else
            {
                return false;
            }
        }

        number = digits / Powers[fraction];
        return true;
    }

    private static int Turn(int bits) => bits ^ ((bits >> 31) & int.MaxValue);
}
