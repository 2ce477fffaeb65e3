namespace Gas.Pipeline.Annotation.Comparison;

/// <summary>One record of an annotated file: its variant, and its CSQ entries by allele and feature.</summary>
internal sealed record AnnotatedRecord(string Contig, int Position, string Reference, string Alternates, string Csq)
{
    public (string, string) Variant => (Reference, Alternates);
}
