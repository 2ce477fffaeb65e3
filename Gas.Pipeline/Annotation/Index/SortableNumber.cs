using System.Buffers.Text;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Numbers as integers in the same order, for a column. The missing value comes before all others.</summary>
internal static class SortableNumber
{
    public const int Missing = int.MinValue;

    public static int Of(float value) => float.IsNaN(value) ? Missing : Turn(BitConverter.SingleToInt32Bits(value));

    public static float? ToFloat(int sortable) => sortable == Missing ? null : BitConverter.Int32BitsToSingle(Turn(sortable));

    /// <summary>Reads one number; what is none counts as missing.</summary>
    public static int Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length is > 0 and < 8 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            // Most qualities are short whole numbers, which a float holds exactly.
            var whole = 0;
            foreach (var digit in text)
            {
                whole = (whole * 10) + digit - '0';
            }

            return Of(whole);
        }

        return Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length ? Of((float)value) : Missing;
    }

    /// <summary>The largest of several numbers.</summary>
    public static int ParseLargest(ReadOnlySpan<byte> text, byte separator)
    {
        var largest = Missing;
        foreach (var part in text.Split(separator))
        {
            largest = Math.Max(largest, Parse(text[part]));
        }

        return largest;
    }

    private static int Turn(int bits) => bits ^ ((bits >> 31) & int.MaxValue);
}
