using System.Buffers.Binary;
using System.Text;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>One group of an index that is read in place. Its tables are small and are read once.</summary>
internal sealed class VariantGroup
{
    private static readonly int ColumnCount = Enum.GetValues<GroupColumn>().Length;

    private readonly VariantIndex _index;
    private readonly VariantGroupPlace _place;
    private readonly int[] _columns = new int[ColumnCount + 1];
    private readonly (int Start, int Length)[][] _tables = new (int, int)[Enum.GetValues<GroupTable>().Length][];
    private readonly int _ids;
    private readonly int _idLength;

    /// <exception cref="InvalidDataException">Its bytes are not those that were written.</exception>
    public VariantGroup(VariantIndex index, VariantGroupPlace place, long firstRow)
    {
        (_index, _place, FirstRow) = (index, place, firstRow);
        var bytes = Bytes;
        if (System.IO.Hashing.XxHash3.HashToUInt64(bytes) != place.Hash || ReadInt(bytes, 0) != place.Rows)
        {
            throw new InvalidDataException("A group of the variant index is damaged.");
        }

        var at = sizeof(int) * (1 + ColumnCount);
        for (var i = 0; i < ColumnCount; i++)
        {
            _columns[i] = at;
            at += ReadInt(bytes, sizeof(int) * (1 + i));
        }

        _columns[ColumnCount] = at;
        for (var table = 0; table < _tables.Length; table++)
        {
            var entries = new (int, int)[ReadInt(bytes, at)];
            at += sizeof(int);
            for (var i = 0; i < entries.Length; i++)
            {
                entries[i] = (at + sizeof(int), ReadInt(bytes, at));
                at += sizeof(int) + entries[i].Item2;
            }

            _tables[table] = entries;
        }

        (_ids, _idLength) = (at + sizeof(int), ReadInt(bytes, at));
    }

    public int Rows => _place.Rows;

    /// <summary>The number of its first row in the whole index.</summary>
    public long FirstRow { get; }

    /// <summary>The ids of its rows, a line each; nothing where none has any.</summary>
    public ReadOnlySpan<byte> Ids => Bytes.Slice(_ids, _idLength);

    private ReadOnlySpan<byte> Bytes => _index.Bytes(_place.Start, _place.Length);

    public PackedColumn Column(GroupColumn column) => new(Bytes[_columns[(int)column].._columns[(int)column + 1]]);

    public int CountOf(GroupTable table) => _tables[(int)table].Length;

    public ReadOnlySpan<byte> Entry(GroupTable table, int number)
    {
        var (start, length) = _tables[(int)table][number];
        return Bytes.Slice(start, length);
    }

    public string Text(GroupTable table, int number) => Encoding.UTF8.GetString(Entry(table, number));

    public ulong Mask(int number) => BinaryPrimitives.ReadUInt64LittleEndian(Entry(GroupTable.Terms, number));

    /// <summary>Numbers of the genes of a set.</summary>
    public int[] GeneSet(int number) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(Entry(GroupTable.GeneSets, number)).ToArray();

    public (long FileStart, int Within) Find(int offset) => _place.Find(offset);

    private static int ReadInt(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}
