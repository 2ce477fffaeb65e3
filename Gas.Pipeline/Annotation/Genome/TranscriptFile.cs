using System.Buffers.Binary;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>
/// Compiled transcripts, a block a contig. A block is unpacked when its contig is first asked for, so that opening costs nothing. Layout, little-endian: <see cref="Magic"/>; the number of contigs (4 bytes);
/// for each contig the block's offset (8), its bytes (4) and its transcripts (4); the blocks as <see cref="TranscriptBlock"/> writes them.
/// </summary>
internal sealed class TranscriptFile
{
    public const int EntryBytes = 16;
    private readonly FileView view;
    private readonly Lazy<TranscriptIndex>[] indexes;

    /// <exception cref="InvalidDataException">It is no such file, or of another number of contigs.</exception>
    public TranscriptFile(FileView view, IReadOnlyList<Contig> contigs)
    {
        this.view = view;
        if (!view.Slice(0, Magic.Length).SequenceEqual(Magic) || BinaryPrimitives.ReadInt32LittleEndian(view.Slice(Magic.Length, 4)) != contigs.Count)
        {
            throw new InvalidDataException("it is not what this version of the program writes; build the reference again");
        }

        indexes = [.. contigs.Select(contig => new Lazy<TranscriptIndex>(() => new TranscriptIndex(Read(contig), contig.Length)))];
        foreach (var contig in contigs)
        {
            Count += BinaryPrimitives.ReadInt32LittleEndian(Entry(contig.Index)[12..]);
        }
    }

    public static ReadOnlySpan<byte> Magic => "GASGENE1"u8;

    /// <summary>Transcripts over all contigs.</summary>
    public int Count { get; }

    public TranscriptIndex Of(int contig) => indexes[contig].Value;

    private Transcript[] Read(Contig contig)
    {
        var entry = Entry(contig.Index);
        var block = view.Slice(BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[8..]));
        return TranscriptBlock.Read(block.ToArray(), contig.Index, BinaryPrimitives.ReadInt32LittleEndian(entry[12..]));
    }

    private ReadOnlySpan<byte> Entry(int contig) => view.Slice(Magic.Length + 4 + (contig * (long)EntryBytes), EntryBytes);
}
