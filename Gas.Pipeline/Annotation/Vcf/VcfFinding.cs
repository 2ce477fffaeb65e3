namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Something in a VCF that the specification does not allow.</summary>
/// <param name="Line">1-based line of the decompressed text.</param>
/// <param name="Field">The column or header key, for example <c>POS</c> or <c>INFO/AC</c>.</param>
/// <param name="Message">What is wrong, as a sentence without its place.</param>
/// <param name="Unusable">The record cannot be annotated (lenient mode skips it); in the header, the file cannot be read.</param>
public readonly record struct VcfFinding(long Line, string Field, string Message, bool Unusable)
{
    public override string ToString() => $"Line {Line}, {Field}: {Message}";

    public VcfException ToException() => new($"{this} Mend the file, or have it written again by the tool that made it.", Line, Field);
}
