using System.Text;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Genome;

/// <summary>The human gene bundle that ships: real genes and variants at their published places.</summary>
public sealed class HumanGenesTests
{
    private static readonly ReferenceBundle Bundle = ReferenceBundle.Open(Path.Combine(ReferenceCatalog.DefaultFolder, "GRCh38-genes"));

    [Fact]
    public void It_holds_the_genes_of_all_chromosomes_and_says_what_it_leaves_open()
    {
        Assert.Equal((25, 109_417, false), (Bundle.Contigs.Count, Bundle.TranscriptCount, Bundle.HasSequence));
        Assert.Contains("Research use only", Bundle.Limits);
        Assert.Contains("CC0", File.ReadAllText(Path.Combine(ReferenceCatalog.DefaultFolder, "GRCh38-genes", "NOTICE.md")));
    }

    [Theory]
    [InlineData("chr17", 16)]
    [InlineData("17", 16)]
    [InlineData("NC_000017.11", 16)]
    [InlineData("NC_000017.10", -1)]
    [InlineData("chrM", 24)]
    [InlineData("X", 22)]
    public void Chromosomes_have_the_names_that_files_use(string name, int contig) => Assert.Equal(contig, Bundle.FindContig(Encoding.ASCII.GetBytes(name)));

    /// <summary>Coding position 1 of well-known transcripts, as Ensembl and MANE give it: on GRCh38 the A of ATG.</summary>
    [Theory]
    [InlineData("TP53-201", "17", 7676594)]
    [InlineData("INS-201", "11", 2160971)]
    [InlineData("ATM-201", "11", 108227625)]
    [InlineData("BRCA2-201", "13", 32316461)]
    [InlineData("GALT-201", "9", 34646705)]
    public void Coding_sequences_begin_where_they_are_known_to(string transcript, string contig, int position)
    {
        var found = Bundle.Transcripts.Single(candidate => candidate.Id == transcript);
        var exon = found.Exons.Single(part => part.CdnaStart <= found.CodingStart && found.CodingStart < part.CdnaStart + part.Length);
        var offset = found.CodingStart - exon.CdnaStart;
        Assert.Equal((contig, position), (Bundle.Contigs[found.Contig].Name, found.Strand == Strand.Forward ? exon.Start + offset : exon.End - offset));
    }

    [Fact]
    public async Task A_human_file_gets_genes_regions_and_ClinVar_at_once()
    {
        var run = await VcfRun.AnnotateAsync("##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr17\t7674220\t.\tC\tT\t.\t.\t.\nchr1\t1040717\t.\tG\tGGGGCC\t.\t.\t.\nchr17\t43094464\t.\tA\tG\t.\t.\t.\n", reference: Bundle);
        var records = run.Records.ToList();
        Assert.Contains("T|coding_sequence_variant|MODIFIER|TP53|ENSG00000141510|Transcript|TP53-201|protein_coding|7/11||TP53-201:c.743G>A||", records[0]);
        Assert.Contains("|rs11540652&clinvar:12356|Pathogenic|", records[0]);
        Assert.Contains("frameshift_variant|HIGH|AGRN|", records[1]);
        Assert.Contains("|rs1570190059&clinvar:666960|Pathogenic/Likely_pathogenic|Congenital_myasthenic_syndrome_8&Congenital_myasthenic_syndrome|", records[1]);
        Assert.Contains("|BRCA1|", records[2]);
        Assert.Contains(run.Lines, line => line.StartsWith("##gas_limits=Research use only.", StringComparison.Ordinal));
        Assert.Contains(Bundle.Limits!, run.Log);
        Assert.EndsWith("|Existing_variation|CLIN_SIG|clinvar_CLNDN|clinvar_CLNREVSTAT\">", run.Lines.Single(line => line.StartsWith("##INFO=<ID=CSQ", StringComparison.Ordinal)));
    }

    /// <summary>ClinVar's own opinion of splice sites, made by another tool over the same genes.</summary>
    [Fact]
    public void Splice_site_variants_of_ClinVar_lie_at_splice_sites()
    {
        using var reader = new StreamReader(TextOrGzip.Open(SharedData.Require("human", "clinvar-plp-grch38", "clinvar_plp.grch38.vcf.gz")));
        var caller = new ConsequenceCaller(Bundle);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var (sites, agreed) = (0, 0);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#' && line.Split('\t') is [var contig, var position, _, { Length: 1 } reference, { Length: 1 } alternate, ..] && (line.Contains("splice_acceptor", StringComparison.Ordinal) || line.Contains("splice_donor_variant", StringComparison.Ordinal)))
            {
                sites++;
                output.ResetWrittenCount();
                caller.Call(Bundle.FindContig(Encoding.ASCII.GetBytes(contig)), int.Parse(position), Encoding.ASCII.GetBytes(reference), Encoding.ASCII.GetBytes(alternate), output);
                agreed += output.WrittenSpan.IndexOf("splice_acceptor_variant"u8) >= 0 || output.WrittenSpan.IndexOf("splice_donor_variant"u8) >= 0 ? 1 : 0;
            }
        }

        Assert.True(sites > 8000 && agreed > 0.995 * sites, $"{agreed} of {sites} agree.");
    }
}
