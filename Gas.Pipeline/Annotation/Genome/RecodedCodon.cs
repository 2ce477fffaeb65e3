namespace Gas.Pipeline.Annotation.Genome;

/// <summary>A codon that is read in another way than the genetic code says: a selenocysteine at UGA, or a stop that the poly(A) tail completes.</summary>
/// <param name="Offset">0-based offset in the spliced transcript of the codon's first base.</param>
/// <param name="AminoAcid">One letter.</param>
public readonly record struct RecodedCodon(int Offset, byte AminoAcid);
