using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Spliced sequences of the transcripts in use, in the direction of transcription. Records come sorted, so the few of the present neighbourhood serve nearly all.</summary>
internal sealed class SplicedSequences(ReferenceBundle reference)
{
    private const int Capacity = 256;
    private readonly Dictionary<Transcript, byte[]> held = new(Capacity);

    public ReadOnlySpan<byte> Of(Transcript transcript)
    {
        if (held.TryGetValue(transcript, out var bases))
        {
            return bases;
        }

        if (held.Count == Capacity)
        {
            held.Clear();
        }

        return held[transcript] = Splice(transcript);
    }

    private byte[] Splice(Transcript transcript)
    {
        var bases = new byte[transcript.CdnaLength];
        foreach (var exon in transcript.ExonSpan)
        {
            var genome = reference.Sequence(transcript.Contig, exon.Start, exon.Length);
            var part = bases.AsSpan(exon.CdnaStart, exon.Length);
            if (transcript.Strand == Strand.Forward)
            {
                genome.CopyTo(part);
            }
            else
            {
                Nucleotides.ReverseComplement(genome, part);
            }
        }

        return bases;
    }
}
