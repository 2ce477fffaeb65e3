using System.Buffers;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Known;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>
/// Calls the consequences of one record's alleles on every transcript they touch. Holds scratch space: one instance a thread.
/// An allele that touches a transcript gets no upstream or downstream entries: in a compact viral genome every gene lies within 5 kb of nearly every other, and such entries would bury the one that counts.
/// An allele that touches none gets one for each transcript within 5 kb, the nearest first, and one intergenic entry where there is none either.
/// </summary>
public sealed class ConsequenceCaller
{
    /// <summary>The description of <c>##INFO=&lt;ID=CSQ…&gt;</c>, which names the fields in order as VEP does.</summary>
    public const string Description = "Consequence annotations from GAS. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|cDNA_position|CDS_position|Protein_position|Amino_acids|Codons|STRAND|FLAGS|HGVSg";

    /// <summary>The field that follows where haplotypes are called: the changes, by HGVS, that were called together.</summary>
    public const string HaplotypeField = "|Haplotype";

    /// <summary><see cref="Description"/> with the columns that haplotypes, and the reference's known variants and regions, add at its end.</summary>
    public static string DescriptionFor(ReferenceBundle reference, Phasing phasing) =>
        string.Join('|', [phasing == Phasing.None ? Description : Description + HaplotypeField, .. reference.Known.Titles]);

    private readonly CsqWriter writer;
    private readonly AlleleCaller alleles;
    private byte[] upper = new byte[256];

    public ConsequenceCaller(ReferenceBundle reference, bool hasHaplotypes = false)
    {
        Reference = reference;
        writer = new CsqWriter { HasHaplotypes = hasHaplotypes };
        alleles = new AlleleCaller(reference, writer);
    }

    public ReferenceBundle Reference { get; }

    /// <summary>What the reference knew of the alleles called so far; whoever takes it over begins it again.</summary>
    internal KnownCounts Known => alleles.Known;

    /// <summary>Appends the value of <c>CSQ</c> (entries joined by commas; one an allele and transcript; most severe first) to <paramref name="output"/>; appends nothing where there is no allele to annotate.</summary>
    /// <param name="contig">Index in <see cref="ReferenceBundle.Contigs"/>.</param>
    /// <param name="position">1-based POS of the record.</param>
    /// <param name="referenceAllele">REF, in ASCII.</param>
    /// <param name="alternateAlleles">The ALT column as it stands, alleles split by commas; symbolic alleles, breakends, <c>*</c> and <c>.</c> included.</param>
    /// <returns>The most severe term and its gene, or null when nothing was appended.</returns>
    public RecordConsequence? Call(int contig, int position, ReadOnlySpan<byte> referenceAllele, ReadOnlySpan<byte> alternateAlleles, IBufferWriter<byte> output) =>
        Call(contig, position, referenceAllele, alternateAlleles, position + referenceAllele.Length - 1, output);

    /// <summary>The same for a record that says how far its symbolic alleles reach.</summary>
    /// <param name="end">1-based last base that a symbolic allele covers (INFO END); of no effect on alleles that are written out.</param>
    public RecordConsequence? Call(int contig, int position, ReadOnlySpan<byte> referenceAllele, ReadOnlySpan<byte> alternateAlleles, int end, IBufferWriter<byte> output)
    {
        if (Call(contig, position, referenceAllele, alternateAlleles, end, null, 0) is not { } called)
        {
            return null;
        }

        called.Flush(output);
        var first = called.Entries[0];
        return new RecordConsequence(first.Term, first.Transcript?.GeneSymbol);
    }

    /// <summary>The entries, most severe first, or null where there is none; valid until the next call.</summary>
    /// <param name="haplotypes">What is known of the record's neighbours, or null.</param>
    /// <param name="line">The record's line, by which <paramref name="haplotypes"/> knows it.</param>
    internal CsqWriter? Call(int contig, int position, ReadOnlySpan<byte> referenceAllele, ReadOnlySpan<byte> alternateAlleles, int end, HaplotypeCalls? haplotypes, long line)
    {
        if (position < 1 || referenceAllele.IsEmpty || position - 1L + referenceAllele.Length > Reference.Contigs[contig].Length)
        {
            return null;
        }

        writer.Begin();
        var bases = UpperCase(referenceAllele, alternateAlleles);
        referenceAllele = bases[..referenceAllele.Length];
        var upperAlternates = bases[referenceAllele.Length..];
        var allele = 0;
        for (var start = 0; start <= alternateAlleles.Length;)
        {
            allele++;
            var length = alternateAlleles[start..].IndexOf((byte)',') is var comma and >= 0 ? comma : alternateAlleles.Length - start;
            var alternate = upperAlternates.Slice(start, length);
            if (AlleleKinds.IsSequence(alternate))
            {
                alleles.CallSequence(contig, position, referenceAllele, alternate, haplotypes?.Of(line, allele));
            }
            else if (AlleleKinds.IsStructural(alternate))
            {
                alleles.CallStructural(contig, position, Math.Clamp(end, position, Reference.Contigs[contig].Length), alternateAlleles.Slice(start, length));
            }

            start += length + 1;
        }

        if (writer.Count == 0)
        {
            return null;
        }

        writer.Sort();
        return writer;
    }

    private ReadOnlySpan<byte> UpperCase(ReadOnlySpan<byte> referenceAllele, ReadOnlySpan<byte> alternateAlleles)
    {
        var length = referenceAllele.Length + alternateAlleles.Length;
        if (upper.Length < length)
        {
            upper = new byte[2 * length];
        }

        referenceAllele.CopyTo(upper);
        alternateAlleles.CopyTo(upper.AsSpan(referenceAllele.Length));
        foreach (ref var character in upper.AsSpan(0, length))
        {
            character = Nucleotides.UpperCase(character);
        }

        return upper.AsSpan(0, length);
    }
}
