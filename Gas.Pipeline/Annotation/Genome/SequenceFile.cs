namespace Gas.Pipeline.Annotation.Genome;

/// <summary>The bases of all contigs, one upper-case ASCII byte each, one contig after the other: a span of it is a stretch of sequence, with nothing to unpack.</summary>
internal sealed class SequenceFile
{
    private readonly FileView bases;
    private readonly long[] offsets;
    private readonly int[] lengths;

    /// <exception cref="InvalidDataException">The file does not hold as many bases as the contigs have.</exception>
    public SequenceFile(FileView bases, IReadOnlyList<Contig> contigs)
    {
        this.bases = bases;
        lengths = [.. contigs.Select(contig => contig.Length)];
        offsets = new long[contigs.Count];
        var offset = 0L;
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = offset;
            offset += contigs[i].Length;
        }

        if (offset != bases.Length)
        {
            throw new InvalidDataException($"it holds {bases.Length:N0} bases, but the contigs of the manifest have {offset:N0}");
        }
    }

    public ReadOnlySpan<byte> Slice(int contig, int start1Based, int length) =>
        start1Based < 1 || length < 0 || (long)start1Based - 1 + length > lengths[contig] ? default : bases.Slice(offsets[contig] + start1Based - 1, length);
}
