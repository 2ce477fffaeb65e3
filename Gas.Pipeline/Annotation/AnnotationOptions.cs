namespace Gas.Pipeline.Annotation;

/// <summary>The user's choices for one run.</summary>
public sealed record AnnotationOptions
{
    /// <summary>True stops at the first record that breaks the VCF specification; false skips such records, and says how many and which.</summary>
    public bool Strict { get; init; }

    /// <summary>Name of an external annotator, or null for the engine in this process.</summary>
    public string? Annotator { get; init; }

    /// <summary>Whether variants of one haplotype in one transcript are called together.</summary>
    public Phasing Phasing { get; init; }
}
