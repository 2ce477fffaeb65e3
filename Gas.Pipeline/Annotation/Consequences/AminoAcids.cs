namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Three-letter names as HGVS uses them (https://hgvs-nomenclature.org, standards: amino acids).</summary>
internal static class AminoAcids
{
    private static readonly byte[][] ThreeLetters = Build();

    public static ReadOnlySpan<byte> ThreeLetter(byte oneLetter) => ThreeLetters[oneLetter & 0x7f];

    /// <summary>The letter of a three-letter name, or null.</summary>
    public static byte? OneLetter(string threeLetter) =>
        Array.FindIndex(ThreeLetters, name => System.Text.Encoding.ASCII.GetString(name) == threeLetter) is >= 0 and var letter ? (byte)letter : null;

    private static byte[][] Build()
    {
        var names = new byte[128][];
        Array.Fill(names, "Xaa"u8.ToArray());
        var table = "AAlaRArgNAsnDAspCCysQGlnEGluGGlyHHisIIleLLeuKLysMMetFPhePProSSerTThrWTrpYTyrVValUSec*Ter"u8;
        for (var i = 0; i < table.Length; i += 4)
        {
            names[table[i]] = table.Slice(i + 1, 3).ToArray();
        }

        return names;
    }
}
