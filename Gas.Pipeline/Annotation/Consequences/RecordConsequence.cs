namespace Gas.Pipeline.Annotation.Consequences;

/// <param name="MostSevere">The most severe term.</param>
/// <param name="Gene">The gene's symbol, or null for an intergenic record.</param>
public readonly record struct RecordConsequence(ConsequenceTerm MostSevere, string? Gene)
{
    /// <summary>The term in the Sequence Ontology, for example <c>missense_variant</c>.</summary>
    public string Term => SequenceOntology.Name(MostSevere);
}
