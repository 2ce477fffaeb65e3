using System.Buffers;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Tells the forms of an ALT allele apart (VCF 4.5, section 1.6.1).</summary>
internal static class AlleleKinds
{
    private static readonly SearchValues<byte> Bases = SearchValues.Create("ACGTNRYKMSWBDHVU"u8);

    /// <summary>Bases written out, ambiguity codes included.</summary>
    public static bool IsSequence(ReadOnlySpan<byte> upperCaseAllele) => !upperCaseAllele.IsEmpty && !upperCaseAllele.ContainsAnyExcept(Bases);

    /// <summary>By the first level of a symbolic allele's name, for example <c>&lt;DUP:TANDEM&gt;</c>.</summary>
    public static StructuralKind KindOf(ReadOnlySpan<byte> structuralAllele) =>
        structuralAllele.StartsWith("<DEL"u8) ? StructuralKind.Deletion
        : structuralAllele.StartsWith("<DUP"u8) ? StructuralKind.Duplication
        : structuralAllele.StartsWith("<INS"u8) ? StructuralKind.Insertion
        : StructuralKind.Other;

    /// <summary>A symbolic allele or a breakend; not the missing or overlapping allele, nor the unspecified one of a gVCF, which name no change.</summary>
    public static bool IsStructural(ReadOnlySpan<byte> upperCaseAllele) =>
        upperCaseAllele.Length > 1 && !upperCaseAllele.SequenceEqual("<*>"u8) && !upperCaseAllele.SequenceEqual("<NON_REF>"u8)
        && (upperCaseAllele[0] == (byte)'<' || upperCaseAllele.IndexOfAny((byte)'[', (byte)']') >= 0 || upperCaseAllele[0] == (byte)'.' || upperCaseAllele[^1] == (byte)'.');
}
