using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Which regions of a coding transcript an edit touches. Bases inserted at a border belong to the untranslated side.</summary>
internal static class CodingRegion
{
    public static bool IsTouched(Transcript transcript, in SplicedEdit edit) => edit.From == edit.To
        ? transcript.CodingStart < edit.From && edit.From < transcript.CodingEnd
        : edit.From < transcript.CodingEnd && transcript.CodingStart < edit.To;

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
