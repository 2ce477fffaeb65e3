using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Where one CSQ entry lies in the writer's buffer, and what orders it: severity, then nearness, then the order of alleles and transcripts.</summary>
/// <param name="Known">Bytes at its end that tell what is known of the allele.</param>
internal readonly record struct CsqEntry(ConsequenceTerms Terms, Transcript? Transcript, int Distance, int Order, int Start, int Length, int Known) : IComparable<CsqEntry>
{
    public ConsequenceTerm Term => Terms.MostSevere;

    public int CompareTo(CsqEntry other) =>
        Term != other.Term ? (int)Term - (int)other.Term : Distance != other.Distance ? Distance.CompareTo(other.Distance) : Order.CompareTo(other.Order);

    public static bool operator <(CsqEntry left, CsqEntry right) => left.CompareTo(right) < 0;

    public static bool operator >(CsqEntry left, CsqEntry right) => left.CompareTo(right) > 0;

    public static bool operator <=(CsqEntry left, CsqEntry right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CsqEntry left, CsqEntry right) => left.CompareTo(right) >= 0;
}
