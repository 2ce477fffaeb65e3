namespace Gas.Pipeline.Annotation.Comparison;

/// <summary>What a comparison of two annotated files found.</summary>
/// <param name="Same">Variants with the same annotation in both.</param>
/// <param name="Changed">Variants in both whose annotation differs.</param>
/// <param name="Added">Variants of the new file only.</param>
/// <param name="Removed">Variants of the old file only.</param>
public sealed record ComparisonTotals(long Same, long Changed, long Added, long Removed)
{
    public bool AreEqual => Changed + Added + Removed == 0;
}
