namespace Gas.Pipeline.Annotation.Genome;

/// <summary>What a transcript and its gene are called.</summary>
internal sealed record TranscriptNames(string Id, string Accession, string? ProteinId, string GeneId, string GeneSymbol, string Biotype);
