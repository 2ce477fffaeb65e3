namespace Gas.Pipeline.Annotation.Index;

/// <summary>Where a record begins in the result: in a block (or, in plain text, at a byte of the file), and how far into its text.</summary>
internal readonly record struct VariantPlace(long FileStart, int Within) : IComparable<VariantPlace>
{
    public int CompareTo(VariantPlace other) => FileStart != other.FileStart ? FileStart.CompareTo(other.FileStart) : Within.CompareTo(other.Within);

    public static bool operator <(VariantPlace left, VariantPlace right) => left.CompareTo(right) < 0;

    public static bool operator >(VariantPlace left, VariantPlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(VariantPlace left, VariantPlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VariantPlace left, VariantPlace right) => left.CompareTo(right) >= 0;
}
