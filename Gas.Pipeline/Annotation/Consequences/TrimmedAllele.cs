namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>An alternate allele without the bases that it shares with REF.</summary>
internal readonly ref struct TrimmedAllele
{
    private TrimmedAllele(int start, ReadOnlySpan<byte> deleted, ReadOnlySpan<byte> inserted)
    {
        Start = start;
        Deleted = deleted;
        Inserted = inserted;
    }

    /// <summary>1-based first base that is replaced; for a pure insertion the base that follows the inserted ones.</summary>
    public int Start { get; }

    public ReadOnlySpan<byte> Deleted { get; }

    public ReadOnlySpan<byte> Inserted { get; }

    /// <summary>Last base that is replaced; <see cref="Start"/> - 1 for a pure insertion.</summary>
    public int End => Start + Deleted.Length - 1;

    public bool IsInsertion => Deleted.IsEmpty;

    public bool IsSubstitution => Deleted.Length == Inserted.Length;

    /// <summary>
    /// Takes off what the ends share, then what the beginnings share; from an insertion first the base that VCF puts before it. A record that is left-aligned, as callers write them, stays where it is;
    /// of the places that another leaves open (<c>GG&gt;G</c>: the first base or the second?) the one is taken that bcftools takes.
    /// </summary>
    public static TrimmedAllele Of(int position, ReadOnlySpan<byte> reference, ReadOnlySpan<byte> alternate)
    {
        if (reference.Length < alternate.Length && reference[0] == alternate[0])
        {
            position++;
            reference = reference[1..];
            alternate = alternate[1..];
        }

        while (reference.Length > 0 && alternate.Length > 0 && reference[^1] == alternate[^1])
        {
            reference = reference[..^1];
            alternate = alternate[..^1];
        }

        var shared = reference.CommonPrefixLength(alternate);
        return new TrimmedAllele(position + shared, reference[shared..], alternate[shared..]);
    }
}
