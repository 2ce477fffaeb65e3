using System.Buffers.Binary;
using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>
/// Compiled regions, read in place. Layout, little-endian: <see cref="Magic"/>; for each contig, sorted by start, an entry of four numbers (4 bytes each): first base, last base (1-based, inclusive),
/// the furthest last base so far, and the text's place; the texts, each with its length (4) before it; the table of contents; its offset (8).
/// </summary>
internal sealed class RegionFile
{
    public const int EntryBytes = 16;
    private readonly FileView view;
    private readonly (long Offset, int Count)[] contigs;
    private readonly long texts;

    /// <exception cref="InvalidDataException">It is no such file, or of another number of contigs.</exception>
    public RegionFile(FileView view, int contigs)
    {
        this.view = view;
        if (view.Length < 16 || !view.Slice(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("it is not what this version of the program writes; add the source again");
        }

        var contents = BinaryPrimitives.ReadInt64LittleEndian(view.Slice(view.Length - 8, 8));
        using var reader = new BinaryReader(new MemoryStream(view.Slice(contents, (int)(view.Length - 8 - contents)).ToArray()), Encoding.UTF8);
        Source = reader.ReadString();
        texts = reader.ReadInt64();
        this.contigs = new (long, int)[reader.ReadInt32()];
        if (this.contigs.Length != contigs)
        {
            throw new InvalidDataException("it was made for another reference; add the source again");
        }

        for (var i = 0; i < contigs; i++)
        {
            this.contigs[i] = (reader.ReadInt64(), reader.ReadInt32());
        }
    }

    public static ReadOnlySpan<byte> Magic => "GASREGI1"u8;

    /// <summary>The source's name; the column of CSQ is called so.</summary>
    public string Source { get; }

    /// <summary>The number of the first region that may touch a range; <see cref="Next"/> goes on from it.</summary>
    public int First(int contig, int start)
    {
        var (low, high) = (0, contigs[contig].Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = Number(contig, middle, 2) < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Moves to the next region that shares a base with the 1-based inclusive range; false where there is none.</summary>
    public bool Next(int contig, int start, int end, ref int region, out ReadOnlySpan<byte> text)
    {
        for (text = default; region < contigs[contig].Count && Number(contig, region, 0) <= end; region++)
        {
            if (Number(contig, region, 1) >= start)
            {
                var place = texts + Number(contig, region++, 3);
                text = view.Slice(place + 4, BinaryPrimitives.ReadInt32LittleEndian(view.Slice(place, 4)));
                return true;
            }
        }

        return false;
    }

    private int Number(int contig, int region, int column) => BinaryPrimitives.ReadInt32LittleEndian(view.Slice(contigs[contig].Offset + ((long)region * EntryBytes) + (4 * column), 4));
}
