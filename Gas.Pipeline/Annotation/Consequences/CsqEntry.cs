using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Where one CSQ entry lies in the writer's buffer, and what orders it: severity, then nearness, then the order of alleles and transcripts.</summary>
internal readonly record struct CsqEntry(ConsequenceTerm Term, Transcript? Transcript, int Distance, int Order, int Start, int Length) : IComparable<CsqEntry>
{
    public int CompareTo(CsqEntry other) =>
        Term != other.Term ? Term.CompareTo(other.Term) : Distance != other.Distance ? Distance.CompareTo(other.Distance) : Order.CompareTo(other.Order);

    public static bool operator <(CsqEntry left, CsqEntry right) => left.CompareTo(right) < 0;

    public static bool operator >(CsqEntry left, CsqEntry right) => left.CompareTo(right) > 0;

    public static bool operator <=(CsqEntry left, CsqEntry right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CsqEntry left, CsqEntry right) => left.CompareTo(right) >= 0;
}
