namespace Gas.Pipeline.Annotation.Genome;

/// <summary>The strand that a transcript is read from; the values are those of VEP's STRAND field.</summary>
public enum Strand
{
    Forward = 1,
    Reverse = -1,
}
