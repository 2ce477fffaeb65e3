using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Which regions of a coding transcript an edit touches. Bases inserted at a border belong to the untranslated side.</summary>
internal static class CodingRegion
{
    public static bool IsTouched(Transcript transcript, in SplicedEdit edit) => edit.From == edit.To
        ? transcript.CodingStart < edit.From && edit.From < transcript.CodingEnd
        : edit.From < transcript.CodingEnd && transcript.CodingStart < edit.To;

    /// <summary>From the first to the last coding base on the genome, introns included.</summary>
    public static (int Start, int End) Span(Transcript transcript)
    {
        var (start, end) = (int.MaxValue, 0);
        foreach (var exon in transcript.ExonSpan)
        {
            var (from, to) = (Math.Max(transcript.CodingStart, exon.CdnaStart) - exon.CdnaStart, Math.Min(transcript.CodingEnd, exon.CdnaStart + exon.Length) - exon.CdnaStart);
            if (from < to)
            {
                var (first, last) = transcript.Strand == Strand.Forward ? (exon.Start + from, exon.Start + to - 1) : (exon.End - to + 1, exon.End - from);
                (start, end) = (Math.Min(start, first), Math.Max(end, last));
            }
        }

        return (start, end);
    }

    public static ConsequenceTerms Untranslated(Transcript transcript, in SplicedEdit edit)
    {
        ConsequenceTerms terms = default;
        if (edit.From < transcript.CodingStart || (edit.From == edit.To && edit.From == transcript.CodingStart))
        {
            terms |= ConsequenceTerm.FivePrimeUtr;
        }

        if (edit.To > transcript.CodingEnd || (edit.From == edit.To && edit.From == transcript.CodingEnd))
        {
            terms |= ConsequenceTerm.ThreePrimeUtr;
        }

        return terms;
    }

    /// <summary>The terms that need no translation: for an allele that reaches out of the exons, or a reference without sequence.</summary>
    public static ConsequenceTerms WithoutTranslation(in CodingEffect effect, bool isWhole)
    {
        ConsequenceTerms terms = isWhole && effect.IsWithinCoding && effect.IsFrameshift ? ConsequenceTerm.Frameshift : default(ConsequenceTerms);
        terms |= effect.HasStart && effect.From < 3 ? ConsequenceTerm.StartLost : terms;
        terms |= effect.TouchesStop ? ConsequenceTerm.StopLost : terms;
        return terms.IsEmpty ? ConsequenceTerm.CodingSequence : terms;
    }
}
