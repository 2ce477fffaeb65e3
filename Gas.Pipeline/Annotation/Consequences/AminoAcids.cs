namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Three-letter names as HGVS uses them (https://hgvs-nomenclature.org, standards: amino acids).</summary>
internal static class AminoAcids
{
    private static readonly byte[][] ThreeLetters = Build();

    public static ReadOnlySpan<byte> ThreeLetter(byte oneLetter) => ThreeLetters[oneLetter & 0x7f];

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
