namespace Gas.Pipeline.Annotation;

/// <summary>Where the records of a contig lie.</summary>
/// <param name="Bases">Length of one bin; the first begins at the contig's first base.</param>
/// <param name="Counts">Records by bin, up to the last one that has any.</param>
public sealed record ContigDensity(string Contig, int Bases, IReadOnlyList<long> Counts);
