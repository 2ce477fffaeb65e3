using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Consequences;

namespace Gas.Tests.Annotation.Genome;

/// <summary>How each source of gene models writes GFF3.</summary>
public sealed class Gff3DialectTests
{
    [Fact]
    public void Ensembl()
    {
        var transcript = Assert.Single(MadeUpReference.Create("1", """
            chromosome 1 20000 . . . ID=chromosome:1;Alias=CM000663.2,NC_000001.11
            gene 101 400 . + . ID=gene:ENSG00000000001;Name=ABC1;biotype=protein_coding;gene_id=ENSG00000000001;version=7
            mRNA 101 400 . + . ID=transcript:ENST00000000001;Parent=gene:ENSG00000000001;biotype=protein_coding;tag=basic,cds_end_NF;transcript_id=ENST00000000001;version=3
            five_prime_UTR 101 120 . + . Parent=transcript:ENST00000000001
            exon 101 400 . + . Parent=transcript:ENST00000000001;rank=1
            CDS 121 400 . + 0 ID=CDS:ENSP00000000001;Parent=transcript:ENST00000000001;protein_id=ENSP00000000001;version=2
            """).Transcripts);
        Assert.Equal(("ENST00000000001", "ENST00000000001.3", "ENSP00000000001.2"), (transcript.Id, transcript.Accession, transcript.ProteinId));
        Assert.Equal(("ENSG00000000001", "ABC1", "protein_coding"), (transcript.GeneId, transcript.GeneSymbol, transcript.Biotype));
        Assert.Equal((20, 300, true), (transcript.CodingStart, transcript.CodingEnd, transcript.EndIncomplete));
    }

    [Fact]
    public void GENCODE()
    {
        var bundle = MadeUpReference.Create("chr1", """
            gene 101 400 . - . ID=ENSG00000000001.7;gene_id=ENSG00000000001.7;gene_type=protein_coding;gene_name=ABC1
            transcript 101 400 . - . ID=ENST00000000001.3;Parent=ENSG00000000001.7;gene_id=ENSG00000000001.7;transcript_id=ENST00000000001.3;gene_type=protein_coding;gene_name=ABC1;transcript_type=nonsense_mediated_decay;transcript_name=ABC1-201
            exon 101 400 . - . ID=exon:ENST00000000001.3:1;Parent=ENST00000000001.3;exon_number=1
            CDS 201 400 . - 0 ID=CDS:ENST00000000001.3;Parent=ENST00000000001.3;protein_id=ENSP00000000001.2
            stop_codon 201 203 . - 0 ID=stop_codon:ENST00000000001.3;Parent=ENST00000000001.3
            stop_codon_redefined_as_selenocysteine 301 303 . - . ID=sec;Parent=ENST00000000001.3
            three_prime_UTR 101 200 . - . ID=UTR3:ENST00000000001.3;Parent=ENST00000000001.3
            """);
        var transcript = Assert.Single(bundle.Transcripts);
        Assert.Equal(("ENST00000000001", "ENST00000000001.3", "ENSG00000000001", "ABC1", "nonsense_mediated_decay"), (transcript.Id, transcript.Accession, transcript.GeneId, transcript.GeneSymbol, transcript.Biotype));
        Assert.Equal([new RecodedCodon(97, (byte)'U')], transcript.Recoded);
    }

    [Fact]
    public void RefSeq()
    {
        var bundle = MadeUpReference.Create("NC_000001.11", """
            region 1 20000 . + . ID=NC_000001.11:1..20000;Dbxref=taxon:9606;Name=1;chromosome=1;gbkey=Src;genome=chromosome;mol_type=genomic DNA
            gene 101 400 . + . ID=gene-ABC1;Dbxref=GeneID:7157,HGNC:HGNC:11998;Name=ABC1;gbkey=Gene;gene=ABC1;gene_biotype=protein_coding
            mRNA 101 400 . + . ID=rna-NM_000001.6;Parent=gene-ABC1;Dbxref=GeneID:7157,GenBank:NM_000001.6;Name=NM_000001.6;gbkey=mRNA;gene=ABC1;transcript_id=NM_000001.6
            exon 101 400 . + . ID=exon-NM_000001.6-1;Parent=rna-NM_000001.6
            CDS 111 400 . + 0 ID=cds-NP_000001.2;Parent=rna-NM_000001.6;product=protein 1%2C isoform a;protein_id=NP_000001.2
            transcript 101 300 . + . ID=rna-NR_000002.1;Parent=gene-ABC1;gbkey=misc_RNA;transcript_id=NR_000002.1
            exon 101 300 . + . ID=exon-NR_000002.1-1;Parent=rna-NR_000002.1
            pseudogene 1001 1100 . - . ID=gene-ABC1P;Dbxref=GeneID:99;Name=ABC1P;gene=ABC1P;gene_biotype=pseudogene;pseudo=true
            exon 1001 1100 . - . ID=id-ABC1P;Parent=gene-ABC1P;pseudo=true
            gene 2001 2080 . + . ID=gene-MIR1;Name=MIR1;gene=MIR1;gene_biotype=miRNA
            primary_transcript 2001 2080 . + . ID=rna-NR_1.1;Parent=gene-MIR1;transcript_id=NR_1.1
            miRNA 2010 2030 . + . ID=rna-MIR1;Parent=rna-NR_1.1
            exon 2010 2030 . + . ID=exon-MIR1-1;Parent=rna-MIR1
            """);
        Assert.Equal(
            [
                ("NM_000001.6", "7157", "ABC1", "protein_coding", (string?)"NP_000001.2"),
                ("NR_000002.1", "7157", "ABC1", "misc_RNA", null),
                ("ABC1P", "99", "ABC1P", "pseudogene", null),
                ("MIR1", "MIR1", "MIR1", "miRNA", null),
            ],
            bundle.Transcripts.OrderBy(transcript => transcript.Start).ThenByDescending(transcript => transcript.End).Select(transcript => (transcript.Id, transcript.GeneId, transcript.GeneSymbol, transcript.Biotype, transcript.ProteinId)));
    }

    [Fact]
    public void SGD()
    {
        var transcript = Assert.Single(MadeUpReference.Create("chrI", """
            gene 101 600 . + . ID=YAL001C;Name=YAL001C;gene=TFC3;Alias=TFC3;orf_classification=Verified
            CDS 101 200 . + 0 Parent=YAL001C_mRNA;Name=YAL001C_CDS;orf_classification=Verified
            CDS 301 600 . + 2 Parent=YAL001C_mRNA;Name=YAL001C_CDS;orf_classification=Verified
            intron 201 300 . + . Parent=YAL001C_mRNA;Name=YAL001C_intron
            mRNA 101 600 . + . ID=YAL001C_mRNA;Name=YAL001C_mRNA;Parent=YAL001C
            """).Transcripts);
        Assert.Equal(("YAL001C_mRNA", "YAL001C", "TFC3", "protein_coding", 2, 400), (transcript.Id, transcript.GeneId, transcript.GeneSymbol, transcript.Biotype, transcript.ExonCount, transcript.CodingEnd));
    }

    [Theory]
    [InlineData("transl_table=4", "Trp")]
    [InlineData("transl_except=(pos:104..106%2Caa:Sec)", "Sec")]
    [InlineData("transl_except=(pos:107..109%2Caa:Sec),(pos:104..106%2Caa:Sec)", "Sec")]
    [InlineData("product=plain", "Ter")]
    public void A_coding_sequence_says_which_code_it_is_read_by(string attribute, string residue)
    {
        var bundle = MadeUpReference.Create("1", $"""
            gene 101 160 . + . ID=gene-X;Name=X
            CDS 101 160 . + 0 ID=cds-P;Parent=gene-X;{attribute}
            """, (101, "ATGTGAAAA"));
        Assert.StartsWith($"p.{residue}2Arg", Assert.Single(CalledConsequence.Of(new ConsequenceCaller(bundle), "1", 104, "T", "C")).Protein);
    }

    [Fact]
    public void The_ribosome_slips_on_either_strand()
    {
        var bundle = MadeUpReference.Create("v", """
            gene 101 400 . + . ID=gene-A;Name=A
            CDS 101 200 . + 0 ID=cds-A;Parent=gene-A;exception=ribosomal slippage
            CDS 200 400 . + 0 ID=cds-A;Parent=gene-A;exception=ribosomal slippage
            gene 1101 1400 . - . ID=gene-B;Name=B
            CDS 1200 1400 . - 0 ID=cds-B;Parent=gene-B;exception=ribosomal slippage
            CDS 1101 1200 . - 0 ID=cds-B;Parent=gene-B;exception=ribosomal slippage
            """);
        Assert.All(bundle.Transcripts, transcript => Assert.Equal((301, 1), (transcript.CodingEnd, transcript.ExonCount)));
    }

    [Fact]
    public void Parts_with_two_parents_belong_to_both_and_what_is_joined_from_both_strands_has_open_ends()
    {
        var bundle = MadeUpReference.Create("1", """
            gene 101 400 . + . ID=gene:G;Name=G
            mRNA 101 400 . + . ID=transcript:T1;Parent=gene:G;biotype=protein_coding
            mRNA 101 400 . + . ID=transcript:T2;Parent=gene:G;biotype=protein_coding
            exon 101 400 . + . Parent=transcript:T1,transcript:T2
            CDS 101 400 . + 0 ID=CDS:P;Parent=transcript:T1,transcript:T2
            gene 1001 2000 . + . ID=gene-rps12;Name=rps12
            CDS 1001 1100 . + 0 ID=cds-R;Parent=gene-rps12;exception=trans-splicing
            CDS 1901 2000 . - 0 ID=cds-R;Parent=gene-rps12;exception=trans-splicing
            """);
        Assert.Equal([("T1", 300, false), ("T2", 300, false), ("R", 100, true)], bundle.Transcripts.Select(transcript => (transcript.Id, transcript.CodingEnd, transcript.StartIncomplete)));
    }

    [Fact]
    public void A_coding_sequence_without_its_beginning_or_marked_as_dead_says_so()
    {
        var bundle = MadeUpReference.Create("1", """
            gene 101 400 . - . ID=gene-A;Name=A;partial=true
            CDS 101 400 . - 1 ID=cds-A;Parent=gene-A;partial=true;end_range=400,.
            gene 1001 1300 . + . ID=gene-D;Name=D;gene_biotype=pseudogene;pseudo=true
            CDS 1001 1300 . + 0 ID=cds-D;Parent=gene-D;pseudo=true
            """);
        Assert.Equal([("A", true, true, 1), ("D", false, false, 0)], bundle.Transcripts.Select(transcript => (transcript.Id, transcript.IsCoding, transcript.StartIncomplete, transcript.Phase)));
    }

    [Theory]
    [InlineData("gene 400 101 . + . ID=g", "Line 1 of .*r.gff3 cannot be read as GFF3: its start")]
    [InlineData("#\nCDS 101 160 . + 0 ID=c;transl_table=99", "Line 2 of .*r.gff3: transl_table=99")]
    public void What_cannot_be_read_is_named_by_file_and_line(string genes, string reason) =>
        Assert.Matches(reason, Assert.Throws<ReferenceException>(() => MadeUpReference.Create("1", genes)).Message);
}
