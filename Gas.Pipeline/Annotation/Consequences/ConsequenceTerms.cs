using System.Numerics;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>A set of terms; a bit a term (there are 32), so that the lowest bit is the most severe.</summary>
internal readonly record struct ConsequenceTerms(uint Bits)
{
    public bool IsEmpty => Bits == 0;

    public ConsequenceTerm MostSevere => (ConsequenceTerm)BitOperations.TrailingZeroCount(Bits);

    public static implicit operator ConsequenceTerms(ConsequenceTerm term) => new(1u << (int)term);

    public static ConsequenceTerms operator |(ConsequenceTerms left, ConsequenceTerms right) => new(left.Bits | right.Bits);

    public bool Has(ConsequenceTerm term) => (Bits >> (int)term & 1) != 0;

    /// <summary>The set without its most severe term.</summary>
    public ConsequenceTerms Rest() => new(Bits & (Bits - 1));
}
