namespace Gas.Pipeline.Annotation.Index;

/// <summary>How a list of variants is sorted.</summary>
public sealed record VariantOrder(VariantSort By = VariantSort.Position, bool Descending = false)
{
    public static VariantOrder File { get; } = new();
}
