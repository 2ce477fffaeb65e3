namespace Gas.Pipeline.Annotation.Index;

/// <summary>A page of what was found.</summary>
/// <param name="Count">Records that pass the filter, on all pages.</param>
public sealed record VariantHits(long Count, IReadOnlyList<VariantHit> Page);
