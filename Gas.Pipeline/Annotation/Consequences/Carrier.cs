namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>A copy of the chromosome that has an allele.</summary>
/// <param name="Sample">0-based column.</param>
/// <param name="Allele">1 for the first alternate allele.</param>
/// <param name="PhaseSet">Copies of different sets cannot be told from each other.</param>
/// <param name="Copy">Which copy; <see cref="Every"/> where the sample has the allele on all.</param>
internal readonly record struct Carrier(int Sample, int Allele, long PhaseSet, int Copy)
{
    public const int Every = -1;
}
