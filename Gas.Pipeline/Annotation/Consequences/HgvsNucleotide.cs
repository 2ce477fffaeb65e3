using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Writes HGVS on the genome (g.) and on transcripts (c. where they code, else n.) (https://hgvs-nomenclature.org, recommendations: DNA).</summary>
internal sealed class HgvsNucleotide(ReferenceBundle reference)
{
    /// <summary>Each contig's name with the kind of reference after it; mitochondria have one of their own (recommendations: reference sequences).</summary>
    private readonly byte[][] contigs = [.. reference.Contigs.Select(contig => Encoding.UTF8.GetBytes(contig.Name + (IsMitochondrial(contig) ? ":m." : ":g.")))];

    /// <summary>Appends for example <c>NC_045512.2:g.23403A&gt;G</c>.</summary>
    public void WriteGenomic(CsqWriter writer, int contig, in TrimmedAllele allele, Span<byte> scratch)
    {
        if (!CanDescribe(allele))
        {
            return;
        }

        var variant = HgvsVariant.Of(reference, contig, allele, Strand.Forward, 1, reference.Contigs[contig].Length, scratch);
        writer.Append(contigs[contig]);
        WriteChange(writer, null, variant);
    }

    /// <summary>Appends for example <c>GU280_gp02:c.1841A&gt;G</c>; nothing where the allele reaches beyond the transcript.</summary>
    public void WriteTranscript(CsqWriter writer, Transcript transcript, in TrimmedAllele allele, Span<byte> scratch)
    {
        if (!CanDescribe(allele) || allele.Start < transcript.Start + (allele.IsInsertion ? 1 : 0) || Math.Max(allele.Start, allele.End) > transcript.End)
        {
            return;
        }

        var variant = HgvsVariant.Of(reference, transcript.Contig, allele, transcript.Strand, transcript.Start, transcript.End, scratch);
        writer.Append(transcript.Accession8);
        writer.Append(transcript.IsCoding ? ":c."u8 : ":n."u8);
        WriteChange(writer, transcript, variant);
    }

    /// <summary>Only the sequence tells how far an indel has to be moved, and whether it is a duplication.</summary>
    private bool CanDescribe(in TrimmedAllele allele) => reference.HasSequence || allele.IsSubstitution;

    private static bool IsMitochondrial(Contig contig) => contig.Aliases.Append(contig.Name).Any(name => name is "MT" or "M" or "chrM" or "chrMT");

    private static void WriteChange(CsqWriter writer, Transcript? transcript, in HgvsVariant variant)
    {
        var forward = transcript is null || transcript.Strand == Strand.Forward;

        // Between the two neighbours of an insertion there is no base; HGVS names the neighbours.
        var (left, right) = variant.IsInsertion ? (variant.Start - 1, variant.Start) : (variant.Start, variant.End);
        var (first, last) = forward ? (left, right) : (right, left);
        WritePosition(writer, transcript, first);
        if (first == last && variant is { Deleted.Length: 1, Inserted.Length: 1 })
        {
            WriteBases(writer, variant.Deleted, forward);
            writer.Append((byte)'>');
            WriteBases(writer, variant.Inserted, forward);
            return;
        }

        if (first != last)
        {
            writer.Append((byte)'_');
            WritePosition(writer, transcript, last);
        }

        if (variant.IsDuplication || variant.IsInversion)
        {
            writer.Append(variant.IsDuplication ? "dup"u8 : "inv"u8);
            return;
        }

        writer.Append(variant.IsInsertion ? "ins"u8 : variant.Inserted.IsEmpty ? "del"u8 : "delins"u8);
        WriteBases(writer, variant.Inserted, forward);
    }

    private static void WriteBases(CsqWriter writer, ReadOnlySpan<byte> bases, bool forward)
    {
        if (forward)
        {
            writer.Append(bases);
            return;
        }

        for (var i = bases.Length - 1; i >= 0; i--)
        {
            writer.Append(Nucleotides.Complement(bases[i]));
        }
    }

    private static void WritePosition(CsqWriter writer, Transcript? transcript, int position)
    {
        if (transcript is null)
        {
            writer.Append(position);
            return;
        }

        var (offset, intronic) = CdnaPosition.Of(transcript, position);
        if (!transcript.IsCoding)
        {
            writer.Append(offset + 1);
        }
        else if (offset < transcript.CodingStart)
        {
            writer.Append(offset - transcript.CodingStart);
        }
        else if (offset >= transcript.CodingEnd)
        {
            writer.Append((byte)'*');
            writer.Append(offset - transcript.CodingEnd + 1);
        }
        else
        {
            writer.Append(offset - transcript.CodingStart + 1);
        }

        if (intronic > 0)
        {
            writer.Append((byte)'+');
        }

        if (intronic != 0)
        {
            writer.Append(intronic);
        }
    }
}
