namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>What an allele does to a single base.</summary>
internal enum BaseChange : byte
{
    /// <summary>It is no change of one base into another.</summary>
    None,

    /// <summary>A and G, or C and T, change places.</summary>
    Transition,
    Transversion,
}
