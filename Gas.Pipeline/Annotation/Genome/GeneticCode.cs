namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Codons to amino acids. Tables as NCBI numbers them (https://www.ncbi.nlm.nih.gov/Taxonomy/Utils/wprintgc.cgi), written there in the base order T, C, A, G.</summary>
public sealed class GeneticCode
{
    /// <summary>Table 1, the standard code.</summary>
    public static readonly GeneticCode Standard = new(1, "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"u8);

    /// <summary>Table 2, vertebrate mitochondria.</summary>
    public static readonly GeneticCode VertebrateMitochondrial = new(2, "FFLLSSSSYY**CCWWLLLLPPPPHHQQRRRRIIMMTTTTNNKKSS**VVVVAAAADDEEGGGG"u8);

    /// <summary>The amino acid of a codon with an ambiguous base.</summary>
    public const byte Unknown = (byte)'X';

    /// <summary>The one-letter sign of a stop codon.</summary>
    public const byte Stop = (byte)'*';

    /// <summary>A base's place in the order of the tables; 64 for any other character.</summary>
    private static readonly byte[] Places = PlaceAll();

    private readonly byte[] aminoAcids;

    internal GeneticCode(int table, ReadOnlySpan<byte> aminoAcidsInTableOrder)
    {
        Table = table;
        aminoAcids = aminoAcidsInTableOrder.ToArray();
    }

    /// <summary>NCBI's number of the table.</summary>
    public int Table { get; }

    /// <exception cref="ReferenceException">The table is not one of those built in.</exception>
    public static GeneticCode OfTable(int table) => GeneticCodes.ByTable.GetValueOrDefault(table) ?? throw new ReferenceException($"Genetic code {table} is not known; {string.Join(", ", GeneticCodes.ByTable.Keys)} are.");

    internal static bool IsKnown(int table) => GeneticCodes.ByTable.ContainsKey(table);

    /// <summary>The one-letter amino acid of an upper-case codon, <see cref="Stop"/> or <see cref="Unknown"/>.</summary>
    public byte Translate(byte first, byte second, byte third)
    {
        var index = (Places[first] << 4) | (Places[second] << 2) | Places[third];
        return index >= aminoAcids.Length ? Unknown : aminoAcids[index];
    }

    private static byte[] PlaceAll()
    {
        var places = new byte[256];
        places.AsSpan().Fill(64);
        (places['T'], places['C'], places['A'], places['G']) = (0, 1, 2, 3);
        return places;
    }
}
