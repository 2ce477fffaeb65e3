using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>
/// What a variant does to the introns of a transcript. Donor and acceptor are the first and last two bases of the intron, the region 3 exonic and intronic bases 3 to 8 (Sequence Ontology SO:0001630), the polypyrimidine
/// tract the bases 3 to 17 before the acceptor exon; the fifth base of the donor has a term of its own, which takes the place of the region's. Inserted bases count where both neighbours do, and for the region at the borders
/// between exon, site and region, as in VEP; in the exon up to three bases from the border, on either side of the exon.
/// </summary>
internal static class SpliceSites
{
    /// <summary>Shorter gaps cannot hold a donor and an acceptor: a slippage or an error of the assembly, not an intron.</summary>
    private const int ShortestIntron = 4;

    /// <summary>Bases beyond the intron that its splice region reaches, the neighbours of an insertion included.</summary>
    private const int Reach = 4;

    /// <param name="start">1-based first changed base; one above <paramref name="end"/> for an insertion.</param>
    /// <param name="intron">Number of the first intron touched in the direction of transcription, 0 for none.</param>
    public static ConsequenceTerms Call(Transcript transcript, int start, int end, out int intron)
    {
        intron = 0;
        ConsequenceTerms terms = default;
        var exons = transcript.ExonSpan;
        var forward = transcript.Strand == Strand.Forward;
        for (var i = Math.Max(0, transcript.FindExon(forward ? start - Reach : end + Reach) - 1); i < exons.Length - 1; i++)
        {
            var (first, last) = forward ? (exons[i].End + 1, exons[i + 1].Start - 1) : (exons[i + 1].End + 1, exons[i].Start - 1);
            if (transcript.IsInOrder && (forward ? end < first - Reach : start > last + Reach))
            {
                break;
            }

            if (start > last + Reach || end < first - Reach || last - first + 1 < ShortestIntron)
            {
                continue;
            }

            terms |= OfIntron(first, last, start, end, forward);
            if (intron == 0 && Overlaps(start, end, first, last))
            {
                intron = exons[i].Number;
            }
        }

        return terms;
    }

    private static ConsequenceTerms OfIntron(int first, int last, int start, int end, bool forward)
    {
        ConsequenceTerms terms = default;
        var insertion = start > end;
        var (left, right) = forward ? (ConsequenceTerm.SpliceDonor, ConsequenceTerm.SpliceAcceptor) : (ConsequenceTerm.SpliceAcceptor, ConsequenceTerm.SpliceDonor);
        var leftSite = Overlaps(start, end, first, first + 1);
        var rightSite = Overlaps(start, end, last - 1, last);
        terms |= leftSite ? left : terms;
        terms |= rightSite ? right : terms;
        var borders = insertion && (start == first || end == last || start == first + 2 || end == last - 2 || start == first - 3 || end == last + 3);
        var fifth = forward ? first + 4 : last - 4;
        if (Overlaps(start, end, fifth, fifth) && !leftSite && !rightSite)
        {
            terms |= ConsequenceTerm.SpliceDonorFifthBase;
        }

        if (borders || Overlaps(start, end, first - 3, first - 1) || Overlaps(start, end, first + 2, first + 7) || Overlaps(start, end, last - 7, last - 2) || Overlaps(start, end, last + 1, last + 3))
        {
            terms |= leftSite || rightSite || terms.Has(ConsequenceTerm.SpliceDonorFifthBase) ? terms : ConsequenceTerm.SpliceRegion;
        }

        var (tractFirst, tractLast) = forward ? (last - 16, last - 2) : (first + 2, first + 16);
        if (Overlaps(start, end, Math.Max(tractFirst, first + 2), Math.Min(tractLast, last - 2)))
        {
            terms |= leftSite || rightSite ? terms : ConsequenceTerm.SplicePolypyrimidineTract;
        }

        if (Overlaps(start, end, first + 2, last - 2) || (insertion && (start == first + 2 || end == last - 2)))
        {
            terms |= ConsequenceTerm.Intron;
        }

        return terms;
    }

    private static bool Overlaps(int start, int end, int first, int last) => start <= last && end >= first;
}
