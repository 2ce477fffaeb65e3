namespace Gas.Pipeline.Annotation.Index;

/// <summary>The columns of a group, in the order in which they lie in it. Names and sets are numbers of the group's tables.</summary>
internal enum GroupColumn
{
    Contig,
    Position,

    /// <summary>Bases that the record covers beyond its first.</summary>
    Span,

    /// <summary>Where the record begins in the group's text.</summary>
    Offset,
    Quality,
    Filter,
    Terms,
    Genes,
    Classes,
    Genotypes,
    Significances,
    Frequency,

    /// <summary>1 for a record with an id.</summary>
    Known,
}
