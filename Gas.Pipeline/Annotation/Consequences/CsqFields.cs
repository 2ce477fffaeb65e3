using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>The fields of a CSQ entry, in the order of <see cref="ConsequenceCaller.Description"/>. Each method leaves the writer where the next one begins.</summary>
internal static class CsqFields
{
    /// <summary>Allele to BIOTYPE.</summary>
    public static void WriteHead(CsqWriter writer, in TrimmedAllele allele, ConsequenceTerms terms, Transcript? transcript) =>
        WriteHead(writer, allele.Inserted.IsEmpty ? "-"u8 : allele.Inserted, terms, transcript);

    public static void WriteHead(CsqWriter writer, ReadOnlySpan<byte> allele, ConsequenceTerms terms, Transcript? transcript)
    {
        writer.Append(allele);
        writer.Next();
        writer.Append(SequenceOntology.Name8(terms.MostSevere));
        for (var rest = terms.Rest(); !rest.IsEmpty; rest = rest.Rest())
        {
            writer.Append((byte)'&');
            writer.Append(SequenceOntology.Name8(rest.MostSevere));
        }

        writer.Append(SequenceOntology.ImpactField8(terms.MostSevere));
        if (transcript is null)
        {
            writer.Skip(5);
            return;
        }

        writer.Append(transcript.Fields8);
    }

    /// <summary>EXON and INTRON.</summary>
    public static void WritePlace(CsqWriter writer, Transcript transcript, in SplicedEdit edit, int intron)
    {
        WriteOfTotal(writer, edit.Exon, transcript.ExonCount);
        WriteOfTotal(writer, intron, transcript.ExonCount - 1);
    }

    public static void WriteCdnaPosition(CsqWriter writer, in SplicedEdit edit)
    {
        if (edit.TouchesExon && edit.IsWhole)
        {
            WriteRange(writer, edit.From, edit.To);
        }

        writer.Next();
    }

    /// <summary>CDS_position, Protein_position, Amino_acids and Codons; without the separator after them.</summary>
    public static void WriteCodons(CsqWriter writer, in CodingEffect effect)
    {
        WriteRange(writer, effect.From, effect.To);
        writer.Next();
        var between = effect.WindowStart == effect.WindowEnd;
        WriteRange(writer, effect.WindowStart / 3, between ? effect.WindowStart / 3 : (effect.WindowEnd + 2) / 3);
        writer.Next();
        WriteAminoAcids(writer, effect.Reference, effect.WindowStart, effect.WindowEnd - effect.WindowStart);
        if (!effect.Terms.Has(ConsequenceTerm.Synonymous) && !(effect.Delta == 0 && effect.Terms.Has(ConsequenceTerm.StopRetained)))
        {
            writer.Append((byte)'/');
            WriteAminoAcids(writer, effect.Alternate, effect.WindowStart, effect.WindowEnd - effect.WindowStart + effect.Delta);
        }

        writer.Next();
        WriteBases(writer, effect.Reference, effect.WindowStart, effect.WindowEnd, effect.From, effect.To);
        writer.Append((byte)'/');
        WriteBases(writer, effect.Alternate, effect.WindowStart, effect.WindowEnd + effect.Delta, effect.From, effect.From + effect.Inserted);
    }

    /// <summary>STRAND, FLAGS and HGVSg.</summary>
    public static void WriteTail(CsqWriter writer, Transcript transcript, ReadOnlySpan<byte> hgvsGenomic)
    {
        writer.Append(transcript.Tail8);
        writer.Append(hgvsGenomic);
    }

    private static void WriteOfTotal(CsqWriter writer, int number, int total)
    {
        if (number > 0)
        {
            writer.Append(number);
            writer.Append((byte)'/');
            writer.Append(total);
        }

        writer.Next();
    }

    /// <summary>From 0-based, end-exclusive to 1-based, inclusive; an insertion is named by its two neighbours.</summary>
    private static void WriteRange(CsqWriter writer, int from, int to)
    {
        writer.Append(from == to ? from : from + 1);
        if (to - from != 1)
        {
            writer.Append((byte)'-');
            writer.Append(from == to ? from + 1 : to);
        }
    }

    private static void WriteAminoAcids(CsqWriter writer, ReadingFrame frame, int start, int bases)
    {
        if (bases <= 0)
        {
            writer.Append((byte)'-');
        }

        for (var i = start / 3; i < (start + bases) / 3; i++)
        {
            writer.Append(frame.AminoAcid(i));
        }

        if (bases > 0 && bases % 3 != 0)
        {
            writer.Append(GeneticCode.Unknown);
        }
    }

    private static void WriteBases(CsqWriter writer, ReadingFrame frame, int start, int end, int changedFrom, int changedTo)
    {
        if (end <= start)
        {
            writer.Append((byte)'-');
        }

        for (var i = start; i < end; i++)
        {
            writer.Append(i >= changedFrom && i < changedTo ? frame[i] : (byte)(frame[i] | 0x20));
        }
    }
}
