using System.Text;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Where a variant lies in a gene of two exons: 6001–6100 and 6201–6300, coding from 6051 to 6250.</summary>
public sealed class RegionTests
{
    private static readonly ReferenceBundle Forward = MadeUpReference.Create("1", GenesOn('+', first: 0, second: 1));
    private static readonly ReferenceBundle Reverse = MadeUpReference.Create("1", GenesOn('-', first: 1, second: 0));

    private static string GenesOn(char strand, int first, int second) => $"""
        gene 6001 6300 . {strand} . ID=gene:G;Name=GENE;biotype=protein_coding
        mRNA 6001 6300 . {strand} . ID=transcript:T;Parent=gene:G;biotype=protein_coding;version=2
        exon 6001 6100 . {strand} . Parent=transcript:T
        exon 6201 6300 . {strand} . Parent=transcript:T
        CDS 6051 6100 . {strand} {first} ID=CDS:P;Parent=transcript:T
        CDS 6201 6250 . {strand} {second} ID=CDS:P;Parent=transcript:T
        lnc_RNA 6001 6300 . {strand} . ID=transcript:N;Parent=gene:G;biotype=lncRNA
        exon 6001 6100 . {strand} . Parent=transcript:N
        exon 6201 6300 . {strand} . Parent=transcript:N
        """;

    [Theory]
    [InlineData(6001, "5_prime_UTR_variant", "c.-50")]
    [InlineData(6050, "5_prime_UTR_variant", "c.-1")]
    [InlineData(6097, "missense_variant", "c.47")]
    [InlineData(6101, "splice_donor_variant", "c.50+1")]
    [InlineData(6102, "splice_donor_variant", "c.50+2")]
    [InlineData(6103, "splice_region_variant&intron_variant", "c.50+3")]
    [InlineData(6105, "splice_donor_5th_base_variant&intron_variant", "c.50+5")]
    [InlineData(6108, "splice_region_variant&intron_variant", "c.50+8")]
    [InlineData(6109, "intron_variant", "c.50+9")]
    [InlineData(6150, "intron_variant", "c.50+50")]
    [InlineData(6151, "intron_variant", "c.51-50")]
    [InlineData(6184, "splice_polypyrimidine_tract_variant&intron_variant", "c.51-17")]
    [InlineData(6193, "splice_region_variant&splice_polypyrimidine_tract_variant&intron_variant", "c.51-8")]
    [InlineData(6198, "splice_region_variant&splice_polypyrimidine_tract_variant&intron_variant", "c.51-3")]
    [InlineData(6199, "splice_acceptor_variant", "c.51-2")]
    [InlineData(6200, "splice_acceptor_variant", "c.51-1")]
    [InlineData(6251, "3_prime_UTR_variant", "c.*1")]
    [InlineData(6300, "3_prime_UTR_variant", "c.*50")]
    public void A_substitution_on_the_forward_strand_is_placed(int position, string consequence, string coding)
    {
        var entry = Called(Forward, position).Single(entry => entry["Feature"] == "T");
        Assert.Equal(coding, entry.Coding[..^3]);
        Assert.True(consequence == entry["Consequence"] || consequence == "missense_variant", entry["Consequence"]);
        Assert.StartsWith("T.2:", entry["HGVSc"]);
    }

    [Theory]
    [InlineData(6300, "5_prime_UTR_variant", "c.-50")]
    [InlineData(6200, "splice_donor_variant", "c.50+1")]
    [InlineData(6196, "splice_donor_5th_base_variant&intron_variant", "c.50+5")]
    [InlineData(6103, "splice_region_variant&splice_polypyrimidine_tract_variant&intron_variant", "c.51-3")]
    [InlineData(6101, "splice_acceptor_variant", "c.51-1")]
    [InlineData(6050, "3_prime_UTR_variant", "c.*1")]
    public void A_substitution_on_the_reverse_strand_is_placed(int position, string consequence, string coding)
    {
        var entry = Called(Reverse, position).Single(entry => entry["Feature"] == "T");
        Assert.Equal((consequence, coding, "-1"), (entry["Consequence"], entry.Coding[..^3], entry["STRAND"]));
    }

    [Theory]
    [InlineData(6001, "non_coding_transcript_exon_variant", "n.1", "1/2", "")]
    [InlineData(6150, "intron_variant&non_coding_transcript_variant", "n.100+50", "", "1/1")]
    [InlineData(6201, "splice_region_variant&non_coding_transcript_exon_variant", "n.101", "2/2", "")]
    public void A_transcript_without_a_coding_sequence_is_counted_from_its_first_base(int position, string consequence, string name, string exon, string intron)
    {
        var entry = Called(Forward, position).Single(entry => entry["Feature"] == "N");
        Assert.Equal((consequence, name, exon, intron), (entry["Consequence"], entry.Coding[..^3], entry["EXON"], entry["INTRON"]));
    }

    [Theory]
    [InlineData(6000, "upstream_gene_variant")]
    [InlineData(1001, "upstream_gene_variant")]
    [InlineData(1000, "intergenic_variant")]
    [InlineData(6301, "downstream_gene_variant")]
    [InlineData(11300, "downstream_gene_variant")]
    [InlineData(11301, "intergenic_variant")]
    public void Upstream_and_downstream_reach_five_kilobases(int position, string consequence) =>
        Assert.All(Called(Forward, position), entry => Assert.Equal(consequence, entry["Consequence"]));

    [Fact]
    public void A_deletion_of_the_whole_transcript_ablates_it()
    {
        var genome = Encoding.ASCII.GetString(Forward.Sequence(0, 5990, 400));
        var entries = CalledConsequence.Of(new ConsequenceCaller(Forward), "chr1", 5990, genome, genome[..1]);
        Assert.All(entries, entry => Assert.Equal("transcript_ablation", entry["Consequence"]));
        Assert.Equal(2, entries.Count);
    }

    [Theory]
    [InlineData("GGAC", "GTCC", "c.11_12inv", "g.6061_6062inv")]
    [InlineData("GAAC", "GTTC", "c.11_12inv", "g.6061_6062inv")]
    [InlineData("GACA", "TGTC", "c.10_13inv", "g.6060_6063inv")]
    [InlineData("GGAC", "GTCA", "c.11_13delinsTCA", "g.6061_6063delinsTCA")]
    [InlineData("GGAC", "CGAC", "c.10G>C", "g.6060G>C")]
    public void A_reverse_complement_in_its_own_place_is_an_inversion(string before, string after, string coding, string genomic)
    {
        var bundle = MadeUpReference.Create("1", GenesOn('+', first: 0, second: 1), (6060, before));
        var entry = CalledConsequence.Of(new ConsequenceCaller(bundle), "1", 6060, before, after).Single(entry => entry["Feature"] == "T");
        Assert.Equal((coding, $"1:{genomic}"), (entry.Coding, entry["HGVSg"]));
    }

    [Fact]
    public void A_deletion_across_the_donor_says_what_it_touches()
    {
        var genome = Encoding.ASCII.GetString(Forward.Sequence(0, 6095, 20));
        var entry = CalledConsequence.Of(new ConsequenceCaller(Forward), "1", 6095, genome, genome[..1]).Single(entry => entry["Feature"] == "T");
        Assert.Equal("splice_donor_variant&coding_sequence_variant&intron_variant", entry["Consequence"]);
        Assert.Equal(("1/2", "1/1", ""), (entry["EXON"], entry["INTRON"], entry["HGVSp"]));
    }

    [Theory]
    [InlineData(6096, "frameshift_variant", "c.46_47ins")]
    [InlineData(6097, "frameshift_variant&splice_region_variant", "c.47_48ins")]
    [InlineData(6100, "frameshift_variant&splice_region_variant", "c.50_50+1ins")]
    [InlineData(6101, "splice_donor_variant", "c.50+1_50+2ins")]
    [InlineData(6102, "splice_region_variant&intron_variant", "c.50+2_50+3ins")]
    [InlineData(6199, "splice_acceptor_variant", "c.51-2_51-1ins")]
    [InlineData(6200, "frameshift_variant&splice_region_variant", "c.51-1_51ins")]
    [InlineData(6203, "frameshift_variant&splice_region_variant", "c.53_54ins")]
    [InlineData(6204, "frameshift_variant", "c.54_55ins")]
    [InlineData(6050, "5_prime_UTR_variant", "c.-1_1ins")]
    [InlineData(6250, "3_prime_UTR_variant", "c.100_*1ins")]
    public void Bases_inserted_between_an_exon_and_an_intron_are_spliced_in(int anchor, string consequence, string coding)
    {
        var bases = Encoding.ASCII.GetString(Forward.Sequence(0, anchor, 2));

        // A base unlike both neighbours can stand in one place only; on the reverse strand, whose genes mirror these, the same is called.
        var inserted = "ACGT".First(nucleotide => !bases.Contains(nucleotide, StringComparison.Ordinal));
        var entry = CalledConsequence.Of(new ConsequenceCaller(Forward), "1", anchor, bases[..1], $"{bases[0]}{inserted}").Single(entry => entry["Feature"] == "T");
        Assert.StartsWith(coding, entry.Coding);
        Assert.Equal(consequence, string.Join('&', entry.Terms.Where(term => term is not ("stop_gained" or "coding_sequence_variant"))));

        var mirrored = Encoding.ASCII.GetString(Reverse.Sequence(0, 12_300 - anchor, 2));
        inserted = "ACGT".First(nucleotide => !mirrored.Contains(nucleotide, StringComparison.Ordinal));
        entry = CalledConsequence.Of(new ConsequenceCaller(Reverse), "1", 12_300 - anchor, mirrored[..1], $"{mirrored[0]}{inserted}").Single(entry => entry["Feature"] == "T");
        Assert.StartsWith(coding, entry.Coding);
        Assert.Equal(consequence, string.Join('&', entry.Terms.Where(term => term is not ("stop_gained" or "coding_sequence_variant"))));
    }

    [Theory]
    [InlineData(5990, 6310, "<DEL>", "transcript_ablation")]
    [InlineData(5990, 6310, "<DUP:TANDEM>", "transcript_amplification")]
    [InlineData(5990, 6310, "<INV>", "splice_acceptor_variant&splice_donor_variant&coding_sequence_variant&5_prime_UTR_variant&3_prime_UTR_variant&intron_variant")]
    [InlineData(6060, 6090, "<DEL>", "feature_truncation&coding_sequence_variant")]
    [InlineData(6060, 6090, "<DUP>", "feature_elongation&coding_sequence_variant")]
    [InlineData(6060, 6060, "<INS:ME:ALU>", "feature_elongation&coding_sequence_variant")]
    [InlineData(6060, 6090, "<CNV>", "coding_sequence_variant")]
    [InlineData(6010, 6020, "<DUP>", "feature_elongation&5_prime_UTR_variant")]
    [InlineData(6130, 6150, "<DEL>", "intron_variant")]
    [InlineData(6130, 6150, "<DUP>", "intron_variant")]
    public void A_symbolic_allele_is_called_by_what_it_covers(int start, int end, string allele, string consequence)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        new ConsequenceCaller(Forward).Call(0, start, Forward.Sequence(0, start, 1), Encoding.ASCII.GetBytes(allele), end, output);
        var entry = Encoding.UTF8.GetString(output.WrittenSpan).Split(',').Select(entry => entry.Split('|')).Single(fields => fields[6] == "T");
        Assert.Equal(consequence, entry[1]);
    }

    [Theory]
    [InlineData("miRNA", 22, "mature_miRNA_variant")]
    [InlineData("miRNA", 80, "non_coding_transcript_exon_variant")]
    [InlineData("lncRNA", 22, "non_coding_transcript_exon_variant")]
    public void A_mature_miRNA_is_told_from_its_hairpin(string biotype, int length, string consequence)
    {
        var bundle = MadeUpReference.Create("1", $"""
            gene 101 {100 + length} . + . ID=gene:G;Name=G
            ncRNA 101 {100 + length} . + . ID=transcript:T;Parent=gene:G;biotype={biotype}
            exon 101 {100 + length} . + . Parent=transcript:T
            """, (110, "A"));
        Assert.Equal(consequence, Assert.Single(CalledConsequence.Of(new ConsequenceCaller(bundle), "1", 110, "A", "C"))["Consequence"]);
    }

    private static List<CalledConsequence> Called(ReferenceBundle bundle, int position)
    {
        var reference = (char)bundle.Sequence(0, position, 1)[0];
        return CalledConsequence.Of(new ConsequenceCaller(bundle), "1", position, reference.ToString(), reference == 'A' ? "C" : "A");
    }
}
