namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>The company in which one allele is found on one transcript.</summary>
internal sealed class HaplotypeContext
{
    public List<HaplotypeGroup> Groups { get; } = [];

    /// <summary>No haplotype has the allele without company, so that what it would do alone is nobody's.</summary>
    public bool IsNeverAlone { get; set; } = true;
}
