using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Consequences;

namespace Gas.Tests.Annotation.Genome;

/// <summary>The dialects of GFF3 that gene models come in.</summary>
public sealed class GeneModelTests
{
    [Fact]
    public void A_coding_sequence_right_below_its_gene_makes_a_transcript()
    {
        var bundle = MadeUpReference.Create("v", """
            gene 101 400 . + . ID=gene-X;Name=X
            CDS 101 250 . + 0 ID=cds-P1;Parent=gene-X;protein_id=P1.1
            CDS 301 400 . + 0 ID=cds-P2;Parent=gene-X;protein_id=P2.1
            """);
        Assert.Equal([("P1", "X", "P1.1", 150), ("P2", "X", "P2.1", 100)], bundle.Transcripts.Select(transcript => (transcript.Id, transcript.GeneSymbol, transcript.ProteinId!, transcript.CodingEnd)));
    }

    [Fact]
    public void Untranslated_regions_are_what_the_exons_have_beyond_the_coding_sequence()
    {
        var bundle = MadeUpReference.Create("1", """
            gene 101 600 . - . ID=gene:G;Name=G
            mRNA 101 600 . - . ID=transcript:T;Parent=gene:G;biotype=protein_coding
            exon 101 300 . - . Parent=transcript:T
            exon 401 600 . - . Parent=transcript:T
            CDS 201 300 . - 0 Parent=transcript:T
            CDS 401 450 . - 0 Parent=transcript:T
            """);
        var transcript = Assert.Single(bundle.Transcripts);
        Assert.Equal((150, 300, 400), (transcript.CodingStart, transcript.CodingEnd, transcript.CdnaLength));
        Assert.Equal([401, 101], transcript.Exons.Select(exon => exon.Start));
    }

    [Fact]
    public void A_first_codon_that_is_partial_counts_as_amino_acid_one()
    {
        var bundle = MadeUpReference.Create("1", """
            gene 101 400 . + . ID=gene:G;Name=G
            mRNA 101 400 . + . ID=transcript:T;Parent=gene:G;biotype=protein_coding
            exon 101 400 . + . Parent=transcript:T
            CDS 101 400 . + 2 Parent=transcript:T;ID=CDS:P
            """, (103, "ATGGGG"));
        var entry = Assert.Single(CalledConsequence.Of(new ConsequenceCaller(bundle), "1", 104, "T", "C"));
        Assert.Equal(("missense_variant", "p.Met2Thr", "cds_start_NF"), (entry["Consequence"], entry.Protein, entry["FLAGS"]));
    }

    [Theory]
    [InlineData("MT", "p.Trp2Arg")]
    [InlineData("1", "p.Ter2ArgextTer")]
    public void The_mitochondrion_has_its_own_code(string contig, string protein)
    {
        var bundle = MadeUpReference.Create(contig, """
            gene 101 400 . + . ID=gene:G;Name=G
            mRNA 101 400 . + . ID=transcript:T;Parent=gene:G;biotype=protein_coding
            exon 101 400 . + . Parent=transcript:T
            CDS 101 106 . + 0 Parent=transcript:T;ID=CDS:P
            """, (101, "ATGTGA"));
        var entry = Assert.Single(CalledConsequence.Of(new ConsequenceCaller(bundle), contig, 104, "T", "C"));
        Assert.StartsWith(protein, entry.Protein);
    }

    [Theory]
    [InlineData("ATT", "ATG", "synonymous_variant", "p.Met1=")]
    [InlineData("ATT", "ACT", "start_lost", "p.Met1?")]
    public void The_mitochondrion_has_starts_of_its_own(string before, string after, string consequence, string protein)
    {
        var bundle = MadeUpReference.Create("MT", """
            gene 101 400 . + . ID=gene:G;Name=G
            mRNA 101 400 . + . ID=transcript:T;Parent=gene:G;biotype=protein_coding
            exon 101 400 . + . Parent=transcript:T
            CDS 101 109 . + 0 Parent=transcript:T;ID=CDS:P
            """, (101, before + "GCATAA"));
        var entry = Assert.Single(CalledConsequence.Of(new ConsequenceCaller(bundle), "MT", 101, before, after));
        Assert.Equal((consequence, protein), (entry["Consequence"], entry.Protein));
        Assert.StartsWith("MT:m.10", entry["HGVSg"]);
    }

    [Theory]
    [InlineData(107, "T", "C", "missense_variant", "p.Sec3Arg")]
    [InlineData(109, "A", "G", "missense_variant", "p.Sec3Trp")]
    [InlineData(108, "G", "A", "stop_gained", "p.Sec3Ter")]
    [InlineData(104, "G", "A", "missense_variant", "p.Ala2Thr")]
    [InlineData(104, "GCA", "TGA", "stop_gained", "p.Ala2Ter")]
    [InlineData(106, "A", "AGCA", "inframe_insertion", "p.Ala2dup")]
    public void A_TGA_within_a_coding_sequence_is_read_as_selenocysteine(int position, string before, string after, string consequence, string protein)
    {
        var bundle = MadeUpReference.Create("1", """
            gene 101 400 . + . ID=gene:G;Name=G
            mRNA 101 400 . + . ID=transcript:T;Parent=gene:G;biotype=protein_coding
            exon 101 400 . + . Parent=transcript:T
            CDS 101 115 . + 0 Parent=transcript:T;ID=CDS:P
            """, (101, "ATGGCATGAGGCTAA"));
        var entry = Assert.Single(CalledConsequence.Of(new ConsequenceCaller(bundle), "1", position, before, after));
        Assert.Equal((consequence, protein), (entry["Consequence"], entry.Protein));
    }

    [Fact]
    public void A_transcript_under_decay_says_so()
    {
        var bundle = MadeUpReference.Create("1", """
            gene 101 400 . + . ID=gene:G;Name=G,1
            mRNA 101 400 . + . ID=transcript:T;Parent=gene:G;biotype=nonsense_mediated_decay
            exon 101 400 . + . Parent=transcript:T
            CDS 201 400 . + 0 Parent=transcript:T;ID=CDS:P
            """, (110, "A"));
        var entry = Assert.Single(CalledConsequence.Of(new ConsequenceCaller(bundle), "chr1", 110, "A", "C"));
        Assert.Equal(("5_prime_UTR_variant&NMD_transcript_variant", "G%2C1"), (entry["Consequence"], entry["SYMBOL"]));
    }

    [Fact]
    public void A_line_that_is_no_GFF3_is_named() =>
        Assert.Matches("Line 1 of .*r.gff3 cannot be read", Assert.Throws<ReferenceException>(() => MadeUpReference.Create("1", "gene 101")).Message);
}
