namespace Gas.Pipeline.Annotation.Consequences;

/// <param name="Term">The most severe Sequence Ontology term, for example <c>missense_variant</c>.</param>
/// <param name="Gene">The gene's symbol, or null for an intergenic record.</param>
public readonly record struct RecordConsequence(string Term, string? Gene);
