namespace Gas.Pipeline.Annotation;

/// <summary>Which variants of a transcript are taken to lie on one copy of the chromosome, so that what they do together is called.</summary>
public enum Phasing
{
    /// <summary>Each variant is called on its own.</summary>
    None,

    /// <summary>As the genotypes say: homozygous, or joined by <c>|</c> within one phase set (<c>PS</c>).</summary>
    AsWritten,

    /// <summary>Unphased genotypes are read as though they were phased; in a file without samples all first alleles lie on one copy, as in the genome of a virus.</summary>
    Assumed,
}
