namespace Gas.Pipeline.Annotation;

/// <summary>The genotypes of one sample, counted by records.</summary>
/// <param name="Reference">No alternate allele.</param>
/// <param name="Heterozygous">Two alleles that differ.</param>
/// <param name="Homozygous">The same alternate allele on each copy, or on the only one.</param>
/// <param name="Missing">Not called, or not all copies.</param>
/// <param name="Transitions">Copies of a transition that the sample carries.</param>
/// <param name="Transversions">Copies of a transversion.</param>
public sealed record SampleSummary(string Name, long Reference, long Heterozygous, long Homozygous, long Missing, long Transitions, long Transversions)
{
    /// <summary>Records in which all copies are called.</summary>
    public long Called => Reference + Heterozygous + Homozygous;
}
