namespace Gas.Tests.Annotation.Consequences;

/// <summary>
/// Brings our terms and those of bcftools csq to one vocabulary, so that only differences of substance remain. Each rule is a difference of naming or of detail between the tools:
/// csq's names are short; it knows neither the fifth donor base (a part of the splice region there), nor the polypyrimidine tract, nor terms that only qualify (NMD, non-coding transcript, upstream, downstream);
/// it does not say intron beside a splice term, calls every change of length by whole codons an in-frame one, names nothing but the start where that is touched, and no stop gained by a frameshift.
/// </summary>
internal static class CsqVocabulary
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["missense_variant"] = "missense",
        ["synonymous_variant"] = "synonymous",
        ["frameshift_variant"] = "frameshift",
        ["splice_region_variant"] = "splice_region",
        ["splice_donor_5th_base_variant"] = "splice_region",
        ["splice_donor_variant"] = "splice_donor",
        ["splice_acceptor_variant"] = "splice_acceptor",
        ["intron_variant"] = "intron",
        ["5_prime_UTR_variant"] = "5_prime_utr",
        ["3_prime_UTR_variant"] = "3_prime_utr",
        ["stop_retained_variant"] = "stop_retained",
        ["start_retained_variant"] = "start_retained",
        ["coding_sequence_variant"] = "coding_sequence",
        ["non_coding_transcript_exon_variant"] = "non_coding",
        ["protein_altering_variant"] = "inframe",
        ["inframe_insertion"] = "inframe",
        ["inframe_deletion"] = "inframe",
        ["inframe_altering"] = "inframe",
        ["splice_polypyrimidine_tract_variant"] = "",
        ["NMD_transcript_variant"] = "",
        ["non_coding_transcript_variant"] = "intron",
        ["upstream_gene_variant"] = "",
        ["downstream_gene_variant"] = "",
        ["intergenic_variant"] = "",
    };

    /// <summary>csq takes the place where ORF1ab's coding parts overlap for an intron; there is none in a slippage.</summary>
    public static string WithoutSlippage(string theirs) =>
        string.Join(',', theirs.Split(',').Where(entry => !(entry.StartsWith("splice_", StringComparison.Ordinal) && entry.Contains("|ORF1ab|", StringComparison.Ordinal))).DefaultIfEmpty("."));

    /// <param name="isIndel">The record's alleles differ in length.</param>
    public static string Normalise(IEnumerable<string> terms, bool isIndel)
    {
        var set = terms.Select(term => Names.GetValueOrDefault(term, term)).Where(term => term.Length > 0).ToHashSet();
        if (set.Overlaps(["splice_donor", "splice_acceptor", "splice_region"]))
        {
            set.Remove("intron");
        }

        if (set.Overlaps(["splice_donor", "splice_acceptor"]))
        {
            // For a variant that reaches across a splice site csq now gives the coding term as if the exon's part stood alone, now none; VEP says only that coding sequence is touched.
            set.ExceptWith(["splice_region", "coding_sequence", "frameshift", "inframe", "missense", "synonymous"]);
        }

        if (set.Overlaps(["start_lost", "start_retained"]))
        {
            set.ExceptWith(["frameshift", "inframe", "5_prime_utr"]);
        }

        if (set.Contains("stop_retained"))
        {
            set.Remove("frameshift");
        }

        if (set.Contains("frameshift"))
        {
            set.Remove("stop_gained");
        }

        // A base that a slippage reads twice has an entry for each reading; an indel beside an exon that leaves the spliced sequence as it was is called synonymous besides.
        if (set.Contains("missense") || (isIndel && set.Contains("splice_region")))
        {
            set.Remove("synonymous");
        }

        return string.Join('&', set.Order(StringComparer.Ordinal));
    }
}
