using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Tells the class of an allele, as the summary counts it.</summary>
internal static class VariantClasses
{
    public static VariantClass Of(ReadOnlySpan<byte> reference, ReadOnlySpan<byte> alternate)
    {
        if (!AlternateAllele.IsBases(alternate))
        {
            return alternate is [(byte)'*'] ? VariantClass.SpanningDeletion : VariantClass.Symbolic;
        }

        if (reference.Length == alternate.Length)
        {
            return reference.Length == 1 ? VariantClass.SingleBase : VariantClass.Substitution;
        }

        var anchored = reference[0] == alternate[0] && Math.Min(reference.Length, alternate.Length) == 1;
        return !anchored ? VariantClass.Indel : reference.Length < alternate.Length ? VariantClass.Insertion : VariantClass.Deletion;
    }
}
