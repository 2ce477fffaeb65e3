namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>A transcript's bases, spliced, in the direction of transcription.</summary>
/// <param name="Bases">Those of the transcript and, where the source ends it with its stop codon, those that follow on the genome.</param>
/// <param name="Selenocysteines">0-based offsets of the TGA codons that are read as selenocysteine, ascending.</param>
internal sealed record SplicedSequence(byte[] Bases, int[] Selenocysteines)
{
    public static readonly SplicedSequence None = new([], []);
}
