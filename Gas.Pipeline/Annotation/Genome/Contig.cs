namespace Gas.Pipeline.Annotation.Genome;

/// <param name="Index">Place in <see cref="ReferenceBundle.Contigs"/>.</param>
/// <param name="Name">The name that the reference itself uses.</param>
/// <param name="Length">Bases.</param>
/// <param name="Aliases">Other names under which files know it.</param>
public sealed record Contig(int Index, string Name, int Length, IReadOnlyList<string> Aliases);
