using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>An allele carried over from the genome to the spliced transcript.</summary>
internal readonly ref struct SplicedEdit
{
    private SplicedEdit(int from, int to, ReadOnlySpan<byte> inserted, int exon, bool isWhole)
    {
        (From, To, Exon, IsWhole) = (from, to, exon, isWhole);
        Inserted = inserted;
    }

    /// <summary>0-based offset in the spliced transcript of the first base that is replaced.</summary>
    public int From { get; }

    /// <summary>Offset after the last base that is replaced; equal to <see cref="From"/> for an insertion.</summary>
    public int To { get; }

    /// <summary>In the direction of transcription.</summary>
    public ReadOnlySpan<byte> Inserted { get; }

    /// <summary>Number of the first exon touched, 0 for none.</summary>
    public int Exon { get; }

    /// <summary>False when a part of the allele lies outside the exons: what the splicing makes of it is not known.</summary>
    public bool IsWhole { get; }

    public bool TouchesExon => Exon > 0;

    /// <param name="scratch">At least twice as long as the inserted bases; holds them in the direction of transcription.</param>
    public static SplicedEdit Of(Transcript transcript, in TrimmedAllele allele, Span<byte> scratch)
    {
        var forward = transcript.Strand == Strand.Forward;
        var exons = transcript.ExonSpan;
        if (allele.IsInsertion)
        {
            return OfInsertion(exons, allele, forward, scratch);
        }

        var (first, last) = (-1, -1);
        for (var i = transcript.FindExon(forward ? allele.Start : allele.End); i < exons.Length; i++)
        {
            if (exons[i].Start <= allele.End && allele.Start <= exons[i].End)
            {
                first = first < 0 ? i : first;
                last = i;
            }
            else if (last >= 0 || transcript.IsInOrder)
            {
                break;
            }
        }

        if (first < 0)
        {
            return default;
        }

        var from = Offset(exons[first], forward ? Math.Max(allele.Start, exons[first].Start) : Math.Min(allele.End, exons[first].End), forward);
        var to = Offset(exons[last], forward ? Math.Min(allele.End, exons[last].End) : Math.Max(allele.Start, exons[last].Start), forward) + 1;
        var whole = IsCovered(exons[first..(last + 1)], allele);
        return allele.IsSubstitution && last > first && whole
            ? new SplicedEdit(from, to, Repeated(exons[first..(last + 1)], allele, forward, scratch), exons[first].Number, true)
            : new SplicedEdit(from, to, Oriented(allele.Inserted, forward, scratch), exons[first].Number, whole);
    }

    /// <summary>
    /// Bases inserted between an exon and its intron leave both bases of the splice site as they were and next to the intron, so they are spliced into the exon, as in VEP.
    /// An exon that has both neighbours goes before one that has only one.
    /// </summary>
    private static SplicedEdit OfInsertion(ReadOnlySpan<Exon> exons, in TrimmedAllele allele, bool forward, Span<byte> scratch)
    {
        var at = -1;
        for (var i = 0; i < exons.Length; i++)
        {
            var (before, after) = (exons[i].Start < allele.Start, allele.Start <= exons[i].End);
            if (before && after)
            {
                at = i;
                break;
            }

            at = (before && allele.Start - 1 == exons[i].End) || (after && allele.Start == exons[i].Start) ? i : at;
        }

        if (at < 0)
        {
            return default;
        }

        var from = Offset(exons[at], forward ? allele.Start : allele.Start - 1, forward);
        return new SplicedEdit(from, from, Oriented(allele.Inserted, forward, scratch), exons[at].Number, true);
    }

    /// <summary>Several edits of one haplotype as one, with the bases between them.</summary>
    public static SplicedEdit OfHaplotype(HaplotypeGroup group) => new(group.From, group.To, group.Inserted, 1, true);

    /// <summary>The exonic bases of a range, without a change that is known.</summary>
    public static SplicedEdit OfRange(Transcript transcript, int start, int end)
    {
        var forward = transcript.Strand == Strand.Forward;
        var (from, to, number) = (int.MaxValue, 0, 0);
        foreach (var exon in transcript.ExonSpan)
        {
            if (exon.Start <= end && start <= exon.End)
            {
                var (first, last) = (Math.Max(start, exon.Start), Math.Min(end, exon.End));
                from = Math.Min(from, Offset(exon, forward ? first : last, forward));
                to = Offset(exon, forward ? last : first, forward) + 1;
                number = number == 0 ? exon.Number : number;
            }
        }

        return number == 0 ? default : new SplicedEdit(from, to, default, number, false);
    }

    private static int Offset(Exon exon, int position, bool forward) => exon.CdnaStart + (forward ? position - exon.Start : exon.End - position);

    /// <summary>Whether the exons, which follow each other, hold every base of the allele.</summary>
    private static bool IsCovered(ReadOnlySpan<Exon> exons, in TrimmedAllele allele)
    {
        var (start, end) = (exons[0].Start, exons[0].End);
        foreach (var exon in exons[1..])
        {
            if (exon.Start > end + 1 || exon.End < start - 1)
            {
                return false;
            }

            (start, end) = (Math.Min(start, exon.Start), Math.Max(end, exon.End));
        }

        return start <= allele.Start && allele.End <= end;
    }

    private static ReadOnlySpan<byte> Oriented(ReadOnlySpan<byte> inserted, bool forward, Span<byte> scratch)
    {
        if (forward)
        {
            inserted.CopyTo(scratch);
        }
        else
        {
            Nucleotides.ReverseComplement(inserted, scratch);
        }

        return scratch[..inserted.Length];
    }

    /// <summary>A base that a slippage reads twice is changed in both readings.</summary>
    private static ReadOnlySpan<byte> Repeated(ReadOnlySpan<Exon> exons, in TrimmedAllele allele, bool forward, Span<byte> scratch)
    {
        var length = 0;
        foreach (var exon in exons)
        {
            var start = Math.Max(exon.Start, allele.Start);
            var part = allele.Inserted[(start - allele.Start)..(Math.Min(exon.End, allele.End) - allele.Start + 1)];
            Oriented(part, forward, scratch[length..]);
            length += part.Length;
        }

        return scratch[..length];
    }
}
