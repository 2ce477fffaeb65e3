using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Writes the protein change as HGVS (https://hgvs-nomenclature.org, recommendations: protein), without the parentheses of a prediction and with <c>=</c> percent-encoded, as VEP does. Positions are as near to the C terminus as the change allows.</summary>
internal static class HgvsProtein
{
    /// <summary>Appends for example <c>YP_009724390.1:p.Asp614Gly</c>; nothing where the change of the protein is not known.</summary>
    public static void Write(CsqWriter writer, Transcript transcript, in CodingEffect effect)
    {
        if (transcript.Protein8.Length == 0 || effect.Terms.Has(ConsequenceTerm.CodingSequence))
        {
            return;
        }

        writer.Append(transcript.Protein8);
        writer.Append(":p."u8);
        if (effect.Terms.Has(ConsequenceTerm.StartLost))
        {
            writer.Append("Met1?"u8);
            return;
        }

        var residues = effect.CodingLength / 3;
        var first = effect.WindowStart / 3;
        if (effect.Terms.Has(ConsequenceTerm.StartRetained) || effect.Terms.Has(ConsequenceTerm.Synonymous) || effect.Terms.MostSevere == ConsequenceTerm.StopRetained)
        {
            WriteUnchanged(writer, effect, effect.Terms.Has(ConsequenceTerm.StartRetained) ? 0 : first);
            return;
        }

        // The first residue that differs; all before it are shared, which puts a change among repeats at the last of them.
        while (first < residues && effect.Reference.AminoAcid(first) == effect.Alternate.AminoAcid(first))
        {
            first++;
        }

        var before = first < residues ? effect.Reference.AminoAcid(first) : (byte)0;
        var after = effect.Alternate.AminoAcid(first);
        if (before == 0)
        {
            writer.Append((byte)'?');
        }
        else if (before == GeneticCode.Stop)
        {
            WriteExtension(writer, effect, first, after);
        }
        else if (after == GeneticCode.Stop)
        {
            WriteResidue(writer, before, first);
            writer.Append("Ter"u8);
        }
        else if (effect.IsFrameshift)
        {
            WriteFrameshift(writer, effect, first, before, after);
        }
        else
        {
            WriteInFrame(writer, effect, first, residues);
        }
    }

    private static void WriteUnchanged(CsqWriter writer, in CodingEffect effect, int first)
    {
        WriteResidue(writer, effect.Reference.AminoAcid(first), first);
        if (effect.WindowEnd / 3 - first > 1 && effect.Delta == 0)
        {
            writer.Append((byte)'_');
            WriteResidue(writer, effect.Reference.AminoAcid((effect.WindowEnd / 3) - 1), (effect.WindowEnd / 3) - 1);
        }

        writer.Append("%3D"u8);
    }

    private static void WriteFrameshift(CsqWriter writer, in CodingEffect effect, int first, byte before, byte after)
    {
        WriteResidue(writer, before, first);
        writer.Append(AminoAcids.ThreeLetter(after));
        writer.Append("fsTer"u8);
        WriteDistance(writer, effect.Alternate.FindStop(first) is var stop and >= 0 ? stop - first + 1 : -1);
    }

    private static void WriteExtension(CsqWriter writer, in CodingEffect effect, int first, byte after)
    {
        WriteResidue(writer, GeneticCode.Stop, first);
        writer.Append(AminoAcids.ThreeLetter(after));
        writer.Append("extTer"u8);
        WriteDistance(writer, effect.Alternate.FindStop(first) is var stop and >= 0 ? stop - first : -1);
    }

    private static void WriteDistance(CsqWriter writer, int residues)
    {
        if (residues < 0)
        {
            writer.Append((byte)'?');
            return;
        }

        writer.Append(residues);
    }

    private static void WriteInFrame(CsqWriter writer, in CodingEffect effect, int first, int residues)
    {
        var gained = effect.Delta / 3;
        var end = Math.Max((effect.WindowEnd + 2) / 3, first + Math.Max(0, -gained));
        end = Math.Min(end, residues);
        var alternateEnd = Math.Max(first, end + gained);
        var stop = IndexOfStop(effect.Alternate, first, alternateEnd);
        var losesStop = effect.HasStop && end == residues && stop < 0;
        if (losesStop)
        {
            stop = effect.Alternate.FindStop(first);
            alternateEnd = stop >= 0 ? stop + 1 : alternateEnd;
        }
        else if (stop >= 0)
        {
            alternateEnd = stop + 1;
        }

        while (stop < 0 && end > first && alternateEnd > first && effect.Reference.AminoAcid(end - 1) == effect.Alternate.AminoAcid(alternateEnd - 1))
        {
            (end, alternateEnd) = (end - 1, alternateEnd - 1);
        }

        if (end == first)
        {
            WriteInsertion(writer, effect, first, alternateEnd);
            return;
        }

        WriteRange(writer, effect.Reference, first, end);
        if (alternateEnd == first)
        {
            writer.Append("del"u8);
        }
        else if (end - first == 1 && alternateEnd - first == 1)
        {
            writer.Append(AminoAcids.ThreeLetter(effect.Alternate.AminoAcid(first)));
        }
        else
        {
            writer.Append("delins"u8);
            WriteResidues(writer, effect.Alternate, first, alternateEnd);
        }
    }

    private static void WriteInsertion(CsqWriter writer, in CodingEffect effect, int first, int alternateEnd)
    {
        var length = alternateEnd - first;
        var repeats = length <= first;
        for (var i = 0; i < length && repeats; i++)
        {
            repeats = effect.Reference.AminoAcid(first - length + i) == effect.Alternate.AminoAcid(first + i);
        }

        if (repeats)
        {
            WriteRange(writer, effect.Reference, first - length, first);
            writer.Append("dup"u8);
            return;
        }

        WriteRange(writer, effect.Reference, first - 1, first + 1);
        writer.Append("ins"u8);
        WriteResidues(writer, effect.Alternate, first, alternateEnd);
    }

    private static int IndexOfStop(ReadingFrame frame, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (frame.AminoAcid(i) == GeneticCode.Stop)
            {
                return i;
            }
        }

        return -1;
    }

    private static void WriteRange(CsqWriter writer, ReadingFrame frame, int start, int end)
    {
        WriteResidue(writer, frame.AminoAcid(start), start);
        if (end - start > 1)
        {
            writer.Append((byte)'_');
            WriteResidue(writer, frame.AminoAcid(end - 1), end - 1);
        }
    }

    private static void WriteResidue(CsqWriter writer, byte residue, int index)
    {
        writer.Append(AminoAcids.ThreeLetter(residue));
        writer.Append(index + 1);
    }

    private static void WriteResidues(CsqWriter writer, ReadingFrame frame, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            writer.Append(AminoAcids.ThreeLetter(frame.AminoAcid(i)));
        }
    }
}
