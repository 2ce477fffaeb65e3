namespace Gas.Blazor.Genomes;

/// <summary>Where a gene lies, 1-based and inclusive.</summary>
public sealed record GenomePlace(string Chromosome, int Start, int End, string Gene);
