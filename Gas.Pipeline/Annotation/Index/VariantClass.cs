namespace Gas.Pipeline.Annotation.Index;

/// <summary>What an alternate allele does to the reference, in the order of <see cref="VariantWords.Classes"/>.</summary>
internal enum VariantClass
{
    SingleBase,
    Insertion,
    Deletion,

    /// <summary>Bases are replaced by others, more or fewer.</summary>
    Indel,
    Substitution,
    Symbolic,
    SpanningDeletion,
}
