using System.Collections.Frozen;
using System.Text;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Names and impacts of the terms, as Ensembl's table gives them (https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html).</summary>
public static class SequenceOntology
{
    private static readonly (string Name, Impact Impact)[] Table =
    [
        ("transcript_ablation", Impact.High),
        ("splice_acceptor_variant", Impact.High),
        ("splice_donor_variant", Impact.High),
        ("stop_gained", Impact.High),
        ("frameshift_variant", Impact.High),
        ("stop_lost", Impact.High),
        ("start_lost", Impact.High),
        ("transcript_amplification", Impact.High),
        ("feature_elongation", Impact.High),
        ("feature_truncation", Impact.High),
        ("inframe_insertion", Impact.Moderate),
        ("inframe_deletion", Impact.Moderate),
        ("missense_variant", Impact.Moderate),
        ("protein_altering_variant", Impact.Moderate),
        ("splice_donor_5th_base_variant", Impact.Low),
        ("splice_region_variant", Impact.Low),
        ("splice_polypyrimidine_tract_variant", Impact.Low),
        ("incomplete_terminal_codon_variant", Impact.Low),
        ("start_retained_variant", Impact.Low),
        ("stop_retained_variant", Impact.Low),
        ("synonymous_variant", Impact.Low),
        ("coding_sequence_variant", Impact.Modifier),
        ("mature_miRNA_variant", Impact.Modifier),
        ("5_prime_UTR_variant", Impact.Modifier),
        ("3_prime_UTR_variant", Impact.Modifier),
        ("non_coding_transcript_exon_variant", Impact.Modifier),
        ("intron_variant", Impact.Modifier),
        ("NMD_transcript_variant", Impact.Modifier),
        ("non_coding_transcript_variant", Impact.Modifier),
        ("upstream_gene_variant", Impact.Modifier),
        ("downstream_gene_variant", Impact.Modifier),
        ("intergenic_variant", Impact.Modifier),
    ];

    private static readonly FrozenDictionary<string, ConsequenceTerm> Terms = Table.Select((row, term) => KeyValuePair.Create(row.Name, (ConsequenceTerm)term)).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly byte[][] Names8 = Array.ConvertAll(Table, row => Encoding.ASCII.GetBytes(row.Name));

    private static readonly byte[][] ImpactFields8 = Array.ConvertAll(Table, row => Encoding.ASCII.GetBytes($"|{row.Impact.ToString().ToUpperInvariant()}|"));

    internal static int Count => Table.Length;

    /// <summary>The term's name in the Sequence Ontology, for example <c>missense_variant</c>.</summary>
    public static string Name(ConsequenceTerm term) => Table[(int)term].Name;

    /// <summary>The term of this name, or of the name without <c>_variant</c> as some tools shorten it; null for another.</summary>
    public static ConsequenceTerm? Find(string name) => Terms.TryGetValue(name, out var term) || Terms.TryGetValue($"{name}_variant", out term) ? term : null;

    public static Impact ImpactOf(ConsequenceTerm term) => Table[(int)term].Impact;

    internal static ReadOnlySpan<byte> Name8(ConsequenceTerm term) => Names8[(int)term];

    /// <summary>The term's impact with the separators around it.</summary>
    internal static ReadOnlySpan<byte> ImpactField8(ConsequenceTerm term) => ImpactFields8[(int)term];
}
