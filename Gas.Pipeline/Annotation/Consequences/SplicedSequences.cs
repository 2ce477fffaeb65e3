using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Spliced sequences of the transcripts in use, in the direction of transcription. Records come sorted, so the few of the present neighbourhood serve nearly all.</summary>
internal sealed class SplicedSequences(ReferenceBundle reference)
{
    private const int Capacity = 256;

    /// <summary>Bases read beyond a transcript that the source ends with its stop codon, so that a shifted frame or a lost stop still finds its end.</summary>
    private const int ReadOn = 3000;

    private readonly Dictionary<Transcript, SplicedSequence> held = new(Capacity);

    /// <summary>The spliced bases; behind them, where the source gives no 3' untranslated region though the coding sequence is complete (viral genomes), those that follow on the genome.</summary>
    public SplicedSequence Of(Transcript transcript)
    {
        if (held.TryGetValue(transcript, out var sequence))
        {
            return sequence;
        }

        if (held.Count == Capacity)
        {
            held.Clear();
        }

        var bases = Splice(transcript);
        return held[transcript] = new SplicedSequence(bases, FindSelenocysteines(transcript, bases));
    }

    /// <summary>
    /// A TGA within a complete coding sequence that reads to a stop codon at its end is not a stop: it is read as selenocysteine. Gene models keep such codons only there;
    /// Ensembl's GFF3 does not name them otherwise.
    /// </summary>
    private static int[] FindSelenocysteines(Transcript transcript, ReadOnlySpan<byte> bases)
    {
        var (start, last) = (transcript.CodingStart, transcript.CodingEnd - 3);
        if (!transcript.IsCoding || transcript.StartIncomplete || transcript.EndIncomplete || (last - start) % 3 != 0 || last <= start
            || transcript.GeneticCode.Translate(bases[last], bases[last + 1], bases[last + 2]) != GeneticCode.Stop)
        {
            return [];
        }

        List<int>? found = null;
        for (var at = start; at < last; at += 3)
        {
            if (bases.Slice(at, 3).SequenceEqual("TGA"u8) && transcript.GeneticCode.Translate(bases[at], bases[at + 1], bases[at + 2]) == GeneticCode.Stop)
            {
                (found ??= []).Add(at);
            }
        }

        return found?.ToArray() ?? [];
    }

    private byte[] Splice(Transcript transcript)
    {
        var beyond = Beyond(transcript);
        var bases = new byte[transcript.CdnaLength + beyond.Length];
        foreach (var exon in transcript.ExonSpan)
        {
            Copy(reference.Sequence(transcript.Contig, exon.Start, exon.Length), transcript.Strand, bases.AsSpan(exon.CdnaStart, exon.Length));
        }

        Copy(beyond, transcript.Strand, bases.AsSpan(transcript.CdnaLength));
        return bases;
    }

    private ReadOnlySpan<byte> Beyond(Transcript transcript)
    {
        if (transcript.CodingEnd != transcript.CdnaLength || transcript.EndIncomplete)
        {
            return default;
        }

        var last = reference.Contigs[transcript.Contig].Length;
        return transcript.Strand == Strand.Forward
            ? reference.Sequence(transcript.Contig, transcript.End + 1, Math.Min(ReadOn, last - transcript.End))
            : reference.Sequence(transcript.Contig, Math.Max(1, transcript.Start - ReadOn), Math.Min(ReadOn, transcript.Start - 1));
    }

    private static void Copy(ReadOnlySpan<byte> genome, Strand strand, Span<byte> into)
    {
        if (strand == Strand.Forward)
        {
            genome.CopyTo(into);
        }
        else
        {
            Nucleotides.ReverseComplement(genome, into);
        }
    }
}
