using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>A trimmed allele at the leftmost place where it can be written (A. Tan, G. Abecasis, H. M. Kang, Unified representation of genetic variants, Bioinformatics 2015). Without a sequence it stays where it is.</summary>
internal readonly ref struct NormalisedAllele
{
    /// <summary>Bases that an indel is moved at most: longer repeats than this are not told apart by any source.</summary>
    private const int Furthest = 20_000;

    private NormalisedAllele(int start, ReadOnlySpan<byte> deleted, ReadOnlySpan<byte> inserted)
    {
        Start = start;
        Deleted = deleted;
        Inserted = inserted;
    }

    /// <summary>1-based first base that is replaced; for a pure insertion the base that follows the inserted ones.</summary>
    public int Start { get; }

    public ReadOnlySpan<byte> Deleted { get; }

    public ReadOnlySpan<byte> Inserted { get; }

    /// <param name="start">As <see cref="Start"/>; the allele shares no base at its ends with REF any more.</param>
    /// <param name="scratch">At least as long as <paramref name="inserted"/>; the result may lie in it.</param>
    public static NormalisedAllele Of(ReferenceBundle reference, int contig, int start, ReadOnlySpan<byte> deleted, ReadOnlySpan<byte> inserted, Span<byte> scratch)
    {
        if (!reference.HasSequence || deleted.IsEmpty == inserted.IsEmpty)
        {
            return new NormalisedAllele(start, deleted, inserted);
        }

        var bases = deleted.IsEmpty ? inserted : deleted;
        var before = reference.Sequence(contig, Math.Max(1, start - Furthest), Math.Min(Furthest, start - 1));
        var moved = 0;
        while (moved < before.Length && before[^(moved + 1)] == bases[bases.Length - 1 - (moved % bases.Length)])
        {
            moved++;
        }

        if (deleted.Length > 0)
        {
            return new NormalisedAllele(start - moved, moved == 0 ? deleted : reference.Sequence(contig, start - moved, deleted.Length), default);
        }

        var turned = moved % inserted.Length;
        inserted[^turned..].CopyTo(scratch);
        inserted[..^turned].CopyTo(scratch[turned..]);
        return new NormalisedAllele(start - moved, default, scratch[..inserted.Length]);
    }
}
