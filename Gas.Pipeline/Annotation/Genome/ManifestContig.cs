namespace Gas.Pipeline.Annotation.Genome;

/// <param name="GeneticCode">NCBI's table number, 1 where it is left out.</param>
public sealed record ManifestContig(string Name, int Length, IReadOnlyList<string> Aliases, int GeneticCode = 1);
