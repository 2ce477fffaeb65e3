using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>An allele at the place where HGVS describes it: as far as it can be moved in the direction of reading (the 3' rule, https://hgvs-nomenclature.org, recommendations: general), with repeats told from other insertions.</summary>
internal readonly ref struct HgvsVariant
{
    private HgvsVariant(int start, int end, ReadOnlySpan<byte> deleted, ReadOnlySpan<byte> inserted, bool isDuplication)
    {
        (Start, End, IsDuplication) = (start, end, isDuplication);
        Deleted = deleted;
        Inserted = inserted;
    }

    /// <summary>1-based first base that is replaced or, for a duplication, doubled; for an insertion the base after it.</summary>
    public int Start { get; }

    /// <summary>Last such base; <see cref="Start"/> - 1 for an insertion.</summary>
    public int End { get; }

    /// <summary>On the forward strand.</summary>
    public ReadOnlySpan<byte> Deleted { get; }

    /// <summary>On the forward strand.</summary>
    public ReadOnlySpan<byte> Inserted { get; }
    public bool IsDuplication { get; }
    public bool IsInsertion => End < Start;

    /// <summary>Two bases or more, put in again as their reverse complement (recommendations: inversion, which goes before deletion-insertion).</summary>
    public bool IsInversion
    {
        get
        {
            var inverted = Deleted.Length > 1 && Deleted.Length == Inserted.Length;
            for (var i = 0; i < Deleted.Length && inverted; i++)
            {
                inverted = Inserted[i] == Nucleotides.Complement(Deleted[^(i + 1)]) && Inserted[i] != (byte)'N';
            }

            return inverted;
        }
    }

    /// <param name="first">1-based first base that the variant may be moved to.</param>
    /// <param name="last">Last such base.</param>
    /// <param name="scratch">At least as long as the inserted bases.</param>
    public static HgvsVariant Of(ReferenceBundle reference, int contig, in TrimmedAllele allele, Strand strand, int first, int last, Span<byte> scratch)
    {
        if (!allele.Inserted.IsEmpty && !allele.Deleted.IsEmpty)
        {
            return new HgvsVariant(allele.Start, allele.End, allele.Deleted, allele.Inserted, false);
        }

        var (start, forward) = (allele.Start, strand == Strand.Forward);
        var genome = reference.Sequence(contig, 1, reference.HasSequence ? reference.Contigs[contig].Length : 0);
        var unit = allele.IsInsertion ? allele.Inserted : allele.Deleted;
        var shift = genome.IsEmpty ? 0 : forward ? ShiftRight(genome, start + allele.Deleted.Length, last, unit) : ShiftLeft(genome, start - 1, first, unit);
        start += forward ? shift : -shift;
        if (!allele.IsInsertion)
        {
            return new HgvsVariant(start, start + unit.Length - 1, default, default, false);
        }

        var turn = shift % unit.Length;
        turn = forward ? turn : unit.Length - turn;
        unit[turn..].CopyTo(scratch);
        unit[..turn].CopyTo(scratch[(unit.Length - turn)..]);
        var inserted = scratch[..unit.Length];
        var copy = forward ? start - unit.Length : start;
        return reference.Sequence(contig, copy, unit.Length) is { IsEmpty: false } neighbour && neighbour.SequenceEqual(inserted)
            ? new HgvsVariant(copy, copy + unit.Length - 1, default, inserted, true)
            : new HgvsVariant(start, start - 1, default, inserted, false);
    }

    /// <param name="next">1-based base after the variant.</param>
    private static int ShiftRight(ReadOnlySpan<byte> genome, int next, int last, ReadOnlySpan<byte> unit)
    {
        var shift = 0;
        while (next + shift <= last && genome[next + shift - 1] == unit[shift % unit.Length])
        {
            shift++;
        }

        return shift;
    }

    /// <param name="previous">1-based base before the variant.</param>
    private static int ShiftLeft(ReadOnlySpan<byte> genome, int previous, int first, ReadOnlySpan<byte> unit)
    {
        var shift = 0;
        while (previous - shift >= first && genome[previous - shift - 1] == unit[unit.Length - 1 - (shift % unit.Length)])
        {
            shift++;
        }

        return shift;
    }
}
