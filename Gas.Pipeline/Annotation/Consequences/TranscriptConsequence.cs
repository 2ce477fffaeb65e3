using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Calls one allele on one transcript and writes its CSQ entry.</summary>
internal sealed class TranscriptConsequence(ReferenceBundle reference, CsqWriter writer)
{
    /// <summary>Bases of which the codons are written out; a haplotype can move the frame for hundreds of them.</summary>
    private const int LongestWindow = 3000;

    private readonly HgvsNucleotide hgvs = new(reference);
    private readonly SplicedSequences sequences = new(reference);
    private byte[] orientation = new byte[256];
    private byte[] rotation = new byte[256];

    /// <param name="hgvsGenomic">The g. description, the same for every transcript.</param>
    /// <param name="haplotypes">The haplotypes of more than one change that have this allele; null for none.</param>
    public void Write(Transcript transcript, in TrimmedAllele allele, ReadOnlySpan<byte> hgvsGenomic, HaplotypeContext? haplotypes)
    {
        EnsureScratch(allele.Inserted.Length);
        var edit = SplicedEdit.Of(transcript, allele, orientation);
        var terms = SpliceSites.Call(transcript, allele.Start, allele.End, out var intron);
        if (allele.Inserted.IsEmpty && allele.Start <= transcript.Start && transcript.End <= allele.End)
        {
            terms = ConsequenceTerm.TranscriptAblation;
        }
        else if (!transcript.IsCoding)
        {
            terms |= edit.TouchesExon ? OfExon(transcript) : terms.Has(ConsequenceTerm.Intron) || terms.IsEmpty ? ConsequenceTerm.NonCodingTranscript : terms;
        }
        else if (edit.TouchesExon)
        {
            terms |= CodingRegion.Untranslated(transcript, edit);
            if (CodingRegion.IsTouched(transcript, edit))
            {
                WriteCoding(transcript, allele, edit, terms, intron, hgvsGenomic, haplotypes);
                return;
            }
        }
        else if (terms.IsEmpty)
        {
            terms = ConsequenceTerm.CodingSequence;
        }

        terms |= transcript.IsDecayed ? ConsequenceTerm.NmdTranscript : terms;
        CsqFields.WriteHead(writer, allele, terms, transcript);
        CsqFields.WritePlace(writer, transcript, edit, intron);
        hgvs.WriteTranscript(writer, transcript, allele, rotation);
        writer.Skip(2);
        CsqFields.WriteCdnaPosition(writer, edit);
        writer.Skip(4);
        CsqFields.WriteTail(writer, transcript, hgvsGenomic);
        writer.Finish(terms, transcript, 0);
    }

    /// <summary>An allele known only by the bases it covers: the regions it overlaps, or what a deletion takes of the transcript.</summary>
    public void WriteStructural(Transcript transcript, int start, int end, ReadOnlySpan<byte> shown, StructuralKind kind)
    {
        var edit = SplicedEdit.OfRange(transcript, start, end);
        var terms = SpliceSites.Call(transcript, start, end, out var intron);
        if (kind is StructuralKind.Deletion or StructuralKind.Duplication && start <= transcript.Start && transcript.End <= end)
        {
            terms = kind == StructuralKind.Deletion ? ConsequenceTerm.TranscriptAblation : ConsequenceTerm.TranscriptAmplification;
        }
        else
        {
            terms |= !edit.TouchesExon ? ConsequenceTerm.Intron : transcript.IsCoding ? CodingRegion.Untranslated(transcript, edit) : OfExon(transcript);
            terms |= edit.TouchesExon && transcript.IsCoding && CodingRegion.IsTouched(transcript, edit) ? ConsequenceTerm.CodingSequence : terms;
            terms |= !edit.TouchesExon ? terms : kind switch
            {
                StructuralKind.Deletion when end > start => ConsequenceTerm.FeatureTruncation,
                StructuralKind.Duplication when end > start && transcript.Start <= start && end <= transcript.End => ConsequenceTerm.FeatureElongation,
                StructuralKind.Insertion => ConsequenceTerm.FeatureElongation,
                _ => terms,
            };
        }

        terms |= transcript.IsDecayed ? ConsequenceTerm.NmdTranscript : terms;

        CsqFields.WriteHead(writer, shown, terms, transcript);
        CsqFields.WritePlace(writer, transcript, edit, intron);
        writer.Skip(7);
        CsqFields.WriteTail(writer, transcript, default);
        writer.Finish(terms, transcript, 0);
    }

    /// <summary>A miRNA is given as its hairpin (Ensembl) or as the product that is cut out of it (RefSeq); products have 19 to 25 bases, hairpins no fewer than 50.</summary>
    private static ConsequenceTerm OfExon(Transcript transcript) =>
        transcript is { Biotype: "miRNA", CdnaLength: <= 30 } ? ConsequenceTerm.MatureMiRna : ConsequenceTerm.NonCodingTranscriptExon;

    private void WriteCoding(Transcript transcript, in TrimmedAllele allele, in SplicedEdit edit, ConsequenceTerms terms, int intron, ReadOnlySpan<byte> hgvsGenomic, HaplotypeContext? haplotypes)
    {
        if (haplotypes is null || !haplotypes.IsNeverAlone)
        {
            WriteCoding(transcript, allele, edit, edit, terms, intron, hgvsGenomic);
        }

        if (haplotypes is null)
        {
            return;
        }

        foreach (var group in haplotypes.Groups)
        {
            writer.Haplotype = group.Name;
            WriteCoding(transcript, allele, edit, SplicedEdit.OfHaplotype(group), terms, intron, hgvsGenomic);
        }

        writer.Haplotype = [];
    }

    /// <param name="own">The allele's own edit.</param>
    /// <param name="edit">What is translated: the same, or that of a haplotype.</param>
    private void WriteCoding(Transcript transcript, in TrimmedAllele allele, in SplicedEdit own, in SplicedEdit edit, ConsequenceTerms terms, int intron, ReadOnlySpan<byte> hgvsGenomic)
    {
        var spliced = reference.HasSequence ? sequences.Of(transcript) : SplicedSequence.None;
        var original = new ReadingFrame(transcript, spliced);
        var isKnown = edit.IsWhole && reference.HasSequence;
        var effect = new CodingEffect(transcript, original, isKnown ? new ReadingFrame(transcript, spliced, edit.From, edit.To, edit.Inserted) : original, edit);
        terms |= isKnown ? effect.Terms : CodingRegion.WithoutTranslation(effect, edit.IsWhole);
        terms |= transcript.IsDecayed ? ConsequenceTerm.NmdTranscript : terms;
        CsqFields.WriteHead(writer, allele, terms, transcript);
        CsqFields.WritePlace(writer, transcript, own, intron);
        hgvs.WriteTranscript(writer, transcript, allele, rotation);
        writer.Next();
        if (isKnown)
        {
            HgvsProtein.Write(writer, transcript, effect);
        }

        writer.Next();
        CsqFields.WriteCdnaPosition(writer, own);
        if (isKnown && effect.IsWithinCoding && effect.WindowEnd - effect.WindowStart <= LongestWindow)
        {
            CsqFields.WriteCodons(writer, effect);
        }
        else
        {
            writer.Skip(3);
        }

        writer.Next();
        CsqFields.WriteTail(writer, transcript, hgvsGenomic);
        writer.Finish(terms, transcript, 0);
    }

    private void EnsureScratch(int inserted)
    {
        // A slippage can read the inserted bases twice.
        if (orientation.Length < 2 * inserted)
        {
            orientation = new byte[4 * inserted];
            rotation = new byte[4 * inserted];
        }
    }
}
