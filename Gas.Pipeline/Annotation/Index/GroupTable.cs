namespace Gas.Pipeline.Annotation.Index;

/// <summary>The tables of a group, in the order in which they lie behind its columns.</summary>
internal enum GroupTable
{
    Contigs,
    Filters,

    /// <summary>Masks of terms and impacts, eight bytes each.</summary>
    Terms,

    /// <summary>Names of single genes.</summary>
    Genes,

    /// <summary>Genes of a record, four bytes each, the one with the gravest consequence first.</summary>
    GeneSets,
}
