namespace Gas.Pipeline.Annotation.Consequences;

internal static class Nucleotides
{
    public static byte Complement(byte nucleotide) => nucleotide switch
    {
        (byte)'A' => (byte)'T',
        (byte)'C' => (byte)'G',
        (byte)'G' => (byte)'C',
        (byte)'T' => (byte)'A',
        _ => (byte)'N',
    };

    /// <summary>Writes the reverse complement of <paramref name="bases"/> into <paramref name="into"/>.</summary>
    public static void ReverseComplement(ReadOnlySpan<byte> bases, Span<byte> into)
    {
        for (var i = 0; i < bases.Length; i++)
        {
            into[bases.Length - 1 - i] = Complement(bases[i]);
        }
    }

    public static byte UpperCase(byte nucleotide) => nucleotide is >= (byte)'a' and <= (byte)'z' ? (byte)(nucleotide - 32) : nucleotide;
}
