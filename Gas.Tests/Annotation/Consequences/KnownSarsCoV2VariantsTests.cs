namespace Gas.Tests.Annotation.Consequences;

/// <summary>Variants that the literature knows by name.</summary>
public sealed class KnownSarsCoV2VariantsTests
{
    [Theory]
    [InlineData(23403, "A", "G", "GU280_gp02", "missense_variant", "c.1841A>G", "p.Asp614Gly")]
    [InlineData(14408, "C", "T", "GU280_gp01-pp1ab", "missense_variant", "c.14144C>T", "p.Pro4715Leu")]
    [InlineData(23063, "A", "T", "GU280_gp02", "missense_variant", "c.1501A>T", "p.Asn501Tyr")]
    [InlineData(21764, "ATACATG", "A", "GU280_gp02", "inframe_deletion", "c.204_209del", "p.His69_Val70del")]
    [InlineData(21990, "TTTA", "T", "GU280_gp02", "inframe_deletion", "c.432_434del", "p.Tyr145del")]
    [InlineData(28881, "GGG", "AAC", "GU280_gp10", "missense_variant", "c.608_610delinsAAC", "p.Arg203_Gly204delinsLysArg")]
    [InlineData(11287, "GTCTGGTTTT", "G", "GU280_gp01-pp1ab", "inframe_deletion", "c.11023_11031del", "p.Ser3675_Phe3677del")]
    [InlineData(11287, "GTCTGGTTTT", "G", "GU280_gp01-pp1a", "inframe_deletion", "c.11023_11031del", "p.Ser3675_Phe3677del")]
    [InlineData(27972, "C", "T", "GU280_gp09", "stop_gained", "c.79C>T", "p.Gln27Ter")]
    [InlineData(3037, "C", "T", "GU280_gp01-pp1ab", "synonymous_variant", "c.2772C>T", "p.Phe924=")]
    [InlineData(22204, "T", "TGAGCCAGAA", "GU280_gp02", "inframe_insertion", "c.644_645insGCCAGAAGA", "p.Arg214_Asp215insGluProGlu")]
    [InlineData(28361, "GGAGAACGCA", "G", "GU280_gp10", "inframe_deletion", "c.90_98del", "p.Glu31_Ser33del")]
    [InlineData(28247, "AGATTTC", "A", "GU280_gp09", "inframe_deletion", "c.355_360del", "p.Asp119_Phe120del")]
    [InlineData(23012, "G", "A", "GU280_gp02", "missense_variant", "c.1450G>A", "p.Glu484Lys")]
    public void A_known_variant_has_its_name(int position, string reference, string alternate, string transcript, string term, string coding, string protein)
    {
        var entry = Assert.Single(CalledConsequence.OfSarsCoV2(position, reference, alternate), entry => entry["Feature"] == transcript);
        Assert.Equal((term, coding, protein), (entry["Consequence"], entry.Coding, entry.Protein));
    }

    [Fact]
    public void Both_products_of_ORF1ab_are_annotated_where_they_share_bases()
    {
        var entries = CalledConsequence.OfSarsCoV2(3037, "C", "T");
        Assert.Equal(["GU280_gp01-pp1a", "GU280_gp01-pp1ab"], entries.Select(entry => entry["Feature"]).Order());
        Assert.Equal(["GU280_gp01-pp1ab"], CalledConsequence.OfSarsCoV2(14408, "C", "T").Select(entry => entry["Feature"]));
    }

    [Fact]
    public void The_leader_is_upstream_of_ORF1ab()
    {
        var entries = CalledConsequence.OfSarsCoV2(241, "C", "T");
        Assert.All(entries, entry => Assert.Equal(("upstream_gene_variant", "ORF1ab", "MODIFIER"), (entry["Consequence"], entry["SYMBOL"], entry["IMPACT"])));
        Assert.Equal(2, entries.Count);
    }

    [Fact]
    public void A_deletion_between_genes_names_the_nearest_gene_first()
    {
        var entries = CalledConsequence.OfSarsCoV2(28270, "TA", "T");
        Assert.Equal(("upstream_gene_variant", "N", "-"), (entries[0]["Consequence"], entries[0]["SYMBOL"], entries[0]["Allele"]));
        Assert.Equal("NC_045512.2:g.28274del", entries[0]["HGVSg"]);
    }

    [Fact]
    public void The_base_that_is_read_twice_changes_both_codons()
    {
        // The slippage reads 13468 as the last base of codon 4401 (AAC) and again as the first of codon 4402 (CGG).
        var entries = CalledConsequence.OfSarsCoV2(13468, "C", "T");
        var slipped = Assert.Single(entries, entry => entry["Feature"] == "GU280_gp01-pp1ab");
        Assert.Equal(("missense_variant", "p.Arg4402Trp", "aaCCgg/aaTTgg"), (slipped["Consequence"], slipped.Protein, slipped["Codons"]));
        var unslipped = Assert.Single(entries, entry => entry["Feature"] == "GU280_gp01-pp1a");
        Assert.Equal(("synonymous_variant", "p.Asn4401="), (unslipped["Consequence"], unslipped.Protein));
    }

    [Theory]
    [InlineData(13467, "A", "G", "p.Asn4401Ser")]
    [InlineData(13469, "G", "A", "p.Arg4402Gln")]
    [InlineData(13470, "G", "GTTT", "p.Arg4402_Val4403insPhe")]
    [InlineData(13468, "CGG", "C", "p.Val4403LeufsTer16")]
    [InlineData(13466, "AAC", "A", "p.Asn4401")]
    public void Around_the_slippage_the_second_frame_is_read_on(int position, string reference, string alternate, string protein)
    {
        var entry = Assert.Single(CalledConsequence.OfSarsCoV2(position, reference, alternate), entry => entry["Feature"] == "GU280_gp01-pp1ab");
        Assert.StartsWith(protein, entry.Protein);
        Assert.Equal("1/1", entry["EXON"]);
    }

    [Fact]
    public void A_frameshift_tells_where_reading_stops()
    {
        var entry = Assert.Single(CalledConsequence.OfSarsCoV2(28254, "A", "AA"));
        Assert.Equal(("frameshift_variant", "HIGH"), (entry["Consequence"], entry["IMPACT"]));
        Assert.Matches("^p\\.[A-Z][a-z]{2}[0-9]+[A-Z][a-z]{2}fsTer[0-9?]+$", entry.Protein);
    }

    [Fact]
    public void Every_field_of_a_missense_entry_is_filled_as_VEP_fills_it()
    {
        var entry = Assert.Single(CalledConsequence.OfSarsCoV2(23403, "A", "G"));
        Assert.Equal(
            "G|missense_variant|MODERATE|S|GU280_gp02|Transcript|GU280_gp02|protein_coding|1/1||GU280_gp02:c.1841A>G|YP_009724390.1:p.Asp614Gly|1841|1841|614|D/G|gAt/gGt|1||NC_045512.2:g.23403A>G",
            string.Join('|', entry.Fields.Values));
    }

    [Fact]
    public void Alleles_that_name_no_change_are_passed_over()
    {
        Assert.Empty(CalledConsequence.OfSarsCoV2(23403, "A", "*"));
        Assert.Empty(CalledConsequence.OfSarsCoV2(23403, "A", "."));
        Assert.Empty(CalledConsequence.OfSarsCoV2(23403, "A", "<NON_REF>"));
        Assert.Empty(CalledConsequence.OfSarsCoV2(23403, "A", "<*>"));
        Assert.Equal("G", Assert.Single(CalledConsequence.OfSarsCoV2(23403, "A", "*,G,<*>"))["Allele"]);
    }

    [Fact]
    public void Structural_alleles_are_annotated_by_place()
    {
        Assert.Equal(("DEL", "coding_sequence_variant"), Shown(CalledConsequence.OfSarsCoV2(23403, "A", "<DEL>")));
        Assert.Equal(("A]NC_045512.2:100]", "coding_sequence_variant"), Shown(CalledConsequence.OfSarsCoV2(23403, "A", "A]NC_045512.2:100]")));

        static (string, string) Shown(List<CalledConsequence> entries) => (entries[0]["Allele"], entries[0]["Consequence"]);
    }

    [Fact]
    public void The_most_severe_entry_of_all_alleles_comes_first()
    {
        var entries = CalledConsequence.OfSarsCoV2(27972, "C", "A,T");
        Assert.Equal(["stop_gained", "missense_variant"], entries.Select(entry => entry["Consequence"]));
    }
}
