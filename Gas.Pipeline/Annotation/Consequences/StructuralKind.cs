namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>What a symbolic allele does to the bases it covers, as far as its name says (VCF 4.5, section 1.4.5).</summary>
internal enum StructuralKind
{
    /// <summary>An inversion, a breakend, a change of copy number in an unknown direction: known by its place only.</summary>
    Other,
    Deletion,

    /// <summary>Includes tandem duplications.</summary>
    Duplication,

    /// <summary>Includes mobile elements.</summary>
    Insertion,
}
