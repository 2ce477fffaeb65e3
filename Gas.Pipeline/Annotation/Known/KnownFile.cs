using System.Buffers.Binary;
using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>
/// A compiled source of known variants, read in place. The genome is cut into bins of 2^20 bases; each has a <see cref="KnownBlock"/>, so that a look-up is two array reads and a binary search.
/// Layout: <see cref="Magic"/>; the blocks; the table of contents; its offset (8 bytes).
/// </summary>
internal sealed class KnownFile
{
    public const int BinBits = 20;
    private readonly FileView view;
    private readonly (long Offset, int Length)[][] bins;

    /// <exception cref="InvalidDataException">It is no such file, or of another number of contigs.</exception>
    public KnownFile(FileView view, int contigs)
    {
        this.view = view;
        if (view.Length < 16 || !view.Slice(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("it is not what this version of the program writes; add the source again");
        }

        var contents = BinaryPrimitives.ReadInt64LittleEndian(view.Slice(view.Length - 8, 8));
        using var reader = new BinaryReader(new MemoryStream(view.Slice(contents, (int)(view.Length - 8 - contents)).ToArray()), Encoding.UTF8);
        Source = reader.ReadString();
        Alleles = reader.ReadInt64();
        Columns = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        bins = new (long, int)[reader.ReadInt32()][];
        if (bins.Length != contigs)
        {
            throw new InvalidDataException("it was made for another reference; add the source again");
        }

        for (var contig = 0; contig < bins.Length; contig++)
        {
            bins[contig] = new (long, int)[reader.ReadInt32()];
            for (var bin = 0; bin < bins[contig].Length; bin++)
            {
                bins[contig][bin] = (reader.ReadInt64(), reader.ReadInt32());
            }
        }
    }

    public static ReadOnlySpan<byte> Magic => "GASKNOW1"u8;

    /// <summary>The source's name, for example <c>clinvar</c>.</summary>
    public string Source { get; }

    public long Alleles { get; }

    /// <summary>What each column of a block is called in CSQ; that of the alleles themselves is left out.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The alleles around a position; without any where the file knows none there.</summary>
    public KnownBlock Around(int contig, int position)
    {
        var bin = position >> BinBits;
        return bin < bins[contig].Length && bins[contig][bin] is (_, > 0) and var (offset, length) ? new KnownBlock(view.Slice(offset, length)) : new KnownBlock(Empty);
    }

    private static ReadOnlySpan<byte> Empty => [0, 0, 0, 0];
}
