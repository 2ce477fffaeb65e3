using System.Buffers.Binary;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Writes a <see cref="TranscriptFile"/>, contig by contig in any order.</summary>
internal sealed class TranscriptFileWriter
{
    private readonly Stream output;
    private readonly byte[] directory;

    /// <param name="output">Can seek; is left open.</param>
    public TranscriptFileWriter(Stream output, int contigs)
    {
        this.output = output;
        directory = new byte[TranscriptFile.Magic.Length + 4 + (contigs * TranscriptFile.EntryBytes)];
        TranscriptFile.Magic.CopyTo(directory);
        BinaryPrimitives.WriteInt32LittleEndian(directory.AsSpan(TranscriptFile.Magic.Length), contigs);
        output.Write(directory);
    }

    /// <param name="transcripts">Sorted by start, then by end.</param>
    public void Add(int contig, IReadOnlyList<Transcript> transcripts)
    {
        var block = TranscriptBlock.Write(transcripts);
        var entry = directory.AsSpan(TranscriptFile.Magic.Length + 4 + (contig * TranscriptFile.EntryBytes));
        BinaryPrimitives.WriteInt64LittleEndian(entry, output.Position);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], block.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], transcripts.Count);
        output.Write(block);
    }

    public void Finish()
    {
        output.Position = 0;
        output.Write(directory);
    }
}
