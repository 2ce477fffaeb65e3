using Gas.Pipeline.Annotation.Vcf.Counts;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>How many alleles the reference's sources know, and what they say of their significance.</summary>
internal sealed class KnownCounts
{
    /// <summary>Whether anybody has looked: an external tool has not.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Alleles that have an id.</summary>
    public long Alleles { get; set; }

    /// <summary>Alleles by clinical significance.</summary>
    public TextCounts Significances { get; } = new();

    /// <summary>Adds what the other has counted, which begins again.</summary>
    public void TakeFrom(KnownCounts other)
    {
        IsAsked = true;
        Alleles += other.Alleles;
        Significances.Add(other.Significances);
        other.Alleles = 0;
        other.Significances.Clear();
    }

    public void Add(KnownCounts other)
    {
        IsAsked |= other.IsAsked;
        Alleles += other.Alleles;
        Significances.Add(other.Significances);
    }
}
