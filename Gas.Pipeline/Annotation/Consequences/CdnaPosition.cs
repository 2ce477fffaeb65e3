using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>A base counted along the spliced transcript.</summary>
/// <param name="Offset">0-based offset of the base, or of the nearest exonic base; negative or beyond the last for a neighbour of the transcript.</param>
/// <param name="Intronic">0 in an exon; else how far the base lies behind (positive) or before (negative) that exonic base. The middle of an intron counts from the left.</param>
internal readonly record struct CdnaPosition(int Offset, int Intronic)
{
    /// <param name="position">1-based.</param>
    public static CdnaPosition Of(Transcript transcript, int position)
    {
        var exons = transcript.ExonSpan;
        var forward = transcript.Strand == Strand.Forward;
        for (var i = transcript.FindExon(position); i < exons.Length; i++)
        {
            var into = forward ? position - exons[i].Start : exons[i].End - position;
            if (into < exons[i].Length)
            {
                // Before the first exon the count goes on beyond the transcript, as it does after the last.
                if (into >= 0 || i == 0)
                {
                    return new CdnaPosition(exons[i].CdnaStart + into, 0);
                }

                var behind = forward ? position - exons[i - 1].End : exons[i - 1].Start - position;
                return behind <= -into ? new CdnaPosition(exons[i].CdnaStart - 1, behind) : new CdnaPosition(exons[i].CdnaStart, into);
            }
        }

        return new CdnaPosition(transcript.CdnaLength - 1 + (forward ? position - exons[^1].End : exons[^1].Start - position), 0);
    }
}
