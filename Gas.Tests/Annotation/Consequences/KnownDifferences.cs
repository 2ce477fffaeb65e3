namespace Gas.Tests.Annotation.Consequences;

/// <summary>The classes of difference from bcftools csq that are meant, each with its reason; docs/annotation.md says who is right by which text.</summary>
internal static class KnownDifferences
{
    /// <summary>The reason for a difference, or null when there is none.</summary>
    /// <param name="name">The variant's class, as <see cref="CsqComparison"/> names it.</param>
    public static string? Explain(string name, string[] theirs, string[] ours)
    {
        var missed = theirs.Except(ours).Where(term => term.Length > 0).ToHashSet();
        var added = ours.Except(theirs).Where(term => term.Length > 0).ToHashSet();
        return name switch
        {
            "SNV" when missed.Count > 0 && missed.IsSubsetOf(["splice_region", "splice_acceptor", "splice_donor"]) && added.IsSubsetOf(["coding_sequence"]) => "a gap too short for an intron",
            "MNV" or "multi" when Are(missed, "missense") && Are(added, "stop_gained") => "a stop codon appears among the changed codons",
            "ins" when missed.Count == 0 && Are(added, "splice_region") => "inserted three bases from the border, counted on both sides of the exon",
            "ins" when (Are(missed, "splice_donor") || Are(missed, "splice_acceptor")) && added.Contains("splice_region") => "inserted at the border, the site stays whole",
            "ins" or "del" when Are(missed, "start_lost") => "the start codon stays whole",
            _ when missed.Contains("stop_lost") && Are(added, "stop_retained") => "the stop codon stays in its place",
            "ins" when missed.Count == 0 && added.IsSubsetOf(["5_prime_utr", "3_prime_utr"]) && ours.Contains("splice_region") => "inserted at the border, the site stays whole",
            "del" when missed.Contains("coding_sequence") && missed.IsSubsetOf(["coding_sequence", "5_prime_utr"]) && added.IsSubsetOf(["start_lost", "stop_lost", "stop_retained"]) => "start or stop codon named",
            "del" when missed.Count == 0 && Are(added, "start_lost") && ours.Intersect(["splice_donor", "splice_acceptor"]).Any() => "start or stop codon named",
            "ins" or "del" when missed.IsSubsetOf(["inframe", "frameshift"]) && ours.Contains("stop_lost") && added.IsSubsetOf(["stop_lost"]) => "start or stop codon named",
            "del" when missed.Count == 0 && (Are(added, "splice_donor") || Are(added, "splice_acceptor")) => "the deletion takes a splice site",
            "del" when Are(missed, "start_retained") && (Are(added, "5_prime_utr") || Are(added, "frameshift")) => "the start codon stays whole",
            "ins" when Are(missed, "stop_retained") && added.Count == 0 => "inserted before the stop codon",
            "del" when Are(missed, "stop_retained") && ours.Contains("stop_lost") => "the codons that the deletion leaves",
            "MNV" when Are(missed, "stop_gained") && Are(added, "missense") && ours.Contains("stop_retained") => "the stop codon stays in its place",
            "del" when missed.Union(added).SequenceEqual(["stop_gained"]) => "the codons that the deletion leaves",
            _ => null,
        };
    }

    private static bool Are(HashSet<string> terms, string term) => terms.Count == 1 && terms.Contains(term);
}
