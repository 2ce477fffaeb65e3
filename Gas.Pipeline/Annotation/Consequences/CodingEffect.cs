using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>
/// What an edit does to the protein. The window is the codons that the edit touches, as they were and as they are; only they are translated, unless the stop codon is touched. Positions count from the first base of
/// amino acid 1 (see <see cref="ReadingFrame"/>). The terms follow VEP: an edit that moves the frame is a frameshift; a pure insertion or deletion of whole codons' length is in frame; both at once is protein altering.
/// </summary>
internal readonly ref struct CodingEffect
{
    public CodingEffect(Transcript transcript, ReadingFrame reference, ReadingFrame alternate, in SplicedEdit edit)
    {
        var origin = transcript.CodingStart - transcript.Padding;
        CodingLength = transcript.CodingEnd - origin;
        Reference = reference;
        Alternate = alternate;
        (From, To, Inserted) = (edit.From - origin, edit.To - origin, edit.Inserted.Length);
        Delta = Inserted - (To - From);
        WindowStart = Math.Max(0, From) / 3 * 3;
        WindowEnd = Math.Min(Math.Max(WindowStart, (To + 2) / 3 * 3), CodingLength);

        // Inserted between two codons, the bases have a window of their own; within a codon the window is that codon.
        WindowEnd = To == From && From % 3 != 0 ? Math.Min(WindowStart + 3, CodingLength) : WindowEnd;
        HasStop = CodingLength % 3 == 0 && reference.AminoAcid((CodingLength / 3) - 1) == GeneticCode.Stop;
        HasStart = transcript.Padding == 0 && !transcript.StartIncomplete && reference.AminoAcid(0) == (byte)'M';
        Terms = Call();
    }

    public ReadingFrame Reference { get; }
    public ReadingFrame Alternate { get; }
    public int From { get; }
    public int To { get; }
    public int Inserted { get; }

    /// <summary>Bases gained.</summary>
    public int Delta { get; }

    /// <summary>Coding bases with padding, the stop codon included.</summary>
    public int CodingLength { get; }
    public int WindowStart { get; }
    public int WindowEnd { get; }
    public bool HasStart { get; }
    public bool HasStop { get; }
    public ConsequenceTerms Terms { get; }
    public bool IsFrameshift => Delta % 3 != 0;
    public bool IsWithinCoding => From >= 0 && To <= CodingLength;

    /// <summary>Bases put right before the stop codon touch it where they move it out of the frame.</summary>
    public bool TouchesStop => HasStop && (To > CodingLength - 3 || (To == From && From == CodingLength - 3 && IsFrameshift));

    private bool TouchesStart => HasStart && From < 3 && (To > From ? To > 0 : From > 0);

    /// <summary>Whole codons of the window after the edit.</summary>
    public int AlternateCodons => Math.Max(0, WindowEnd - WindowStart + Delta) / 3;

    private ConsequenceTerms Call()
    {
        if (TouchesStart && !StartsAsBefore())
        {
            return KeepsStart() ? ConsequenceTerm.StartRetained : IsFrameshift && IsWithinCoding ? (ConsequenceTerms)ConsequenceTerm.StartLost | ConsequenceTerm.Frameshift : ConsequenceTerm.StartLost;
        }

        if (CodingLength % 3 != 0 && To > CodingLength - (CodingLength % 3))
        {
            return (ConsequenceTerms)ConsequenceTerm.IncompleteTerminalCodon | ConsequenceTerm.CodingSequence;
        }

        if (TouchesStop)
        {
            return CallAtStop();
        }

        var stopGained = ContainsStop(Alternate, AlternateCodons) && !ContainsStop(Reference, (WindowEnd - WindowStart) / 3) ? ConsequenceTerm.StopGained : default(ConsequenceTerms);
        if (!stopGained.IsEmpty && KeepsProtein())
        {
            return ConsequenceTerm.StopRetained;
        }

        return IsFrameshift ? stopGained | ConsequenceTerm.Frameshift : Delta != 0 ? stopGained | InFrame() : CallSubstitution(stopGained);
    }

    private ConsequenceTerms CallSubstitution(ConsequenceTerms stopGained)
    {
        var (same, known) = (true, true);
        for (var i = WindowStart / 3; i < WindowEnd / 3; i++)
        {
            var (before, after) = (Reference.AminoAcid(i), Alternate.AminoAcid(i));
            same &= before == after;
            known &= after != GeneticCode.Unknown && before != GeneticCode.Unknown;
        }

        if (!known)
        {
            return ConsequenceTerm.CodingSequence;
        }

        var stopLost = !same && ContainsStop(Reference, (WindowEnd - WindowStart) / 3) && !ContainsStop(Alternate, AlternateCodons);
        return same ? ConsequenceTerm.Synonymous : stopLost ? ConsequenceTerm.StopLost : stopGained.IsEmpty ? ConsequenceTerm.Missense : stopGained;
    }

    private ConsequenceTerms CallAtStop()
    {
        if (KeepsProtein())
        {
            return ConsequenceTerm.StopRetained;
        }

        var stop = Alternate.FindStop(WindowStart / 3);

        // A stop within the changed codons ends the protein there: nothing is lost but what the other terms say.
        var kept = stop >= 0 && stop < (WindowStart / 3) + AlternateCodons && IsWithinCoding;
        var change = IsFrameshift ? ConsequenceTerm.Frameshift : Delta != 0 ? InFrame() : kept ? ConsequenceTerm.Missense : default(ConsequenceTerms);
        return (IsWithinCoding ? change : default) | (kept ? ConsequenceTerm.StopRetained : ConsequenceTerm.StopLost);
    }

    private ConsequenceTerm InFrame() => Delta > 0 && To == From ? ConsequenceTerm.InframeInsertion : Delta < 0 && Inserted == 0 ? ConsequenceTerm.InframeDeletion : ConsequenceTerm.ProteinAltering;

    /// <summary>Reading from the window on gives the same residues and the stop at the same place.</summary>
    private bool KeepsProtein()
    {
        var last = (CodingLength / 3) - 1;
        for (var i = WindowStart / 3; i <= last; i++)
        {
            if (Reference.AminoAcid(i) != Alternate.AminoAcid(i))
            {
                return false;
            }
        }

        return HasStop;
    }

    private bool ContainsStop(ReadingFrame frame, int codons)
    {
        for (var i = WindowStart / 3; i < (WindowStart / 3) + codons; i++)
        {
            if (frame.AminoAcid(i) == GeneticCode.Stop)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The codon at the old place is a start codon still, so that reading begins there.</summary>
    private bool StartsAsBefore() => From >= 0 && Alternate.AminoAcid(0) == (byte)'M';

    /// <summary>A start codon stands before the second codon still, only the edit shows in the untranslated region: the protein is the same.</summary>
    private bool KeepsStart() => To <= 3 && Alternate[Delta] == (byte)'A' && Alternate[Delta + 1] == (byte)'T' && Alternate[Delta + 2] == (byte)'G';
}
