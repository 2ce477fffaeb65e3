using System.Buffers.Binary;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>
/// The alleles of one bin, column by column, read in place. Layout, little-endian: the number of alleles (4 bytes); their positions (4 each), sorted; their keys (8 each), sorted within a position;
/// for each column where it begins in the block (4); the columns. A column is the bytes of a code (4: 1, 2 or 4), a code an allele, the number of texts (4), where each ends (4), the texts.
/// Column 0 is the allele itself (<c>DELETED/INSERTED</c>) where the key is a hash, else empty.
/// </summary>
internal readonly ref struct KnownBlock(ReadOnlySpan<byte> block)
{
    private readonly ReadOnlySpan<byte> block = block;

    public int Count => BinaryPrimitives.ReadInt32LittleEndian(block);

    /// <summary>The first allele with this position and key, or -1; others with both may follow it.</summary>
    public int Find(int position, ulong key)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            var found = Position(middle);
            if (found < position || (found == position && Key(middle) < key))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return Is(low, position, key) ? low : -1;
    }

    public bool Is(int allele, int position, ulong key) => allele < Count && Position(allele) == position && Key(allele) == key;

    public ReadOnlySpan<byte> Text(int column, int allele)
    {
        var at = block[BinaryPrimitives.ReadInt32LittleEndian(block[(4 + (12 * Count) + (4 * column))..])..];
        var width = BinaryPrimitives.ReadInt32LittleEndian(at);
        var codes = at[4..];
        var code = width switch
        {
            1 => codes[allele],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(codes[(2 * allele)..]),
            _ => BinaryPrimitives.ReadInt32LittleEndian(codes[(4 * allele)..]),
        };
        var texts = codes[(width * Count)..];
        var count = BinaryPrimitives.ReadInt32LittleEndian(texts);
        var from = code == 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(texts[(4 * code)..]);
        var to = BinaryPrimitives.ReadInt32LittleEndian(texts[(4 + (4 * code))..]);
        return texts[(4 + (4 * count))..][from..to];
    }

    private int Position(int allele) => BinaryPrimitives.ReadInt32LittleEndian(block[(4 + (4 * allele))..]);

    private ulong Key(int allele) => BinaryPrimitives.ReadUInt64LittleEndian(block[(4 + (4 * Count) + (8 * allele))..]);
}
