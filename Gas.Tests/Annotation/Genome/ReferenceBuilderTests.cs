using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Known;

namespace Gas.Tests.Annotation.Genome;

/// <summary>Bundles from files.</summary>
public sealed class ReferenceBuilderTests : IDisposable
{
    private static readonly string Bases = string.Concat(Enumerable.Repeat("ACGTTGCATTAC", 200));

    private readonly BundleFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_same_files_give_the_same_bundle_byte_for_byte_packed_or_not()
    {
        var vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t5\trs1\tT\tG\t.\t.\t.\n";
        var known = new KnownSource("lab", folder.Write("k.vcf", vcf), []);
        await folder.BuildAsync("one", Bases, [known], []);
        await folder.BuildAsync("two", Bases, [known], []);
        var files = Directory.GetFiles(folder["one"]).Select(Path.GetFileName).ToList();
        Assert.Equal(["bases.bin", "known-lab.bin", "manifest.json", "transcripts.bin"], files.Order());
        foreach (var file in files.Where(file => file != "manifest.json"))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["one"], file!)), File.ReadAllBytes(Path.Combine(folder["two"], file!)));
        }

        Assert.Equal(File.ReadAllText(Path.Combine(folder["one"], "manifest.json")).Replace("\"one\"", "\"two\""), File.ReadAllText(Path.Combine(folder["two"], "manifest.json")));
        var packed = await folder.BuildAsync(
            new ReferenceRecipe { Name = "packed", Fasta = folder.Write("r.fa.gz", $">1\n{Bases.ToLowerInvariant()}"), Gff3 = folder.Write("r.gff3.gz", File.ReadAllText(folder["r.gff3"])), Known = [known with { Path = folder.Write("k.vcf.gz", vcf) }] },
            folder["packed"]);
        Assert.Equal(ReferenceBundle.Open(folder["one"]).Checksum, packed.Checksum);
    }

    [Fact]
    public async Task A_compiled_bundle_is_the_reference_that_the_text_is()
    {
        var source = Path.Combine(ReferenceCatalog.DefaultFolder, "NC_045512.2");
        var text = SharedData.SarsCoV2;
        var compiled = await folder.BuildAsync(new ReferenceRecipe { Name = "compiled", Fasta = Path.Combine(source, "sequence.fa"), Gff3 = Path.Combine(source, "genes.gff3") }, folder["compiled"]);
        Assert.Equal(text.Sequence(0, 1, 29903), compiled.Sequence(0, 1, 29903));
        Assert.Equal(text.Transcripts.Select(Facts), compiled.Transcripts.Select(Facts));
        Assert.Equal(12, compiled.TranscriptCount);
        Assert.Contains("Reading frames: 12 of 12", string.Join(' ', folder.Said));
    }

    [Fact]
    public async Task A_bundle_that_was_changed_is_refused_and_the_file_named()
    {
        await folder.BuildAsync(Bases);
        ReferenceBundle.Verify(folder["bundle"]);
        var path = Path.Combine(folder["bundle"], "bases.bin");
        var bytes = File.ReadAllBytes(path);
        bytes[7]++;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("bases.bin", Assert.Throws<ReferenceException>(() => ReferenceBundle.Verify(folder["bundle"])).Message);
        Assert.Contains("bases.bin", Assert.Throws<ReferenceException>(() => ReferenceBundle.Open(folder["bundle"])).Message);
    }

    [Fact]
    public async Task Genes_of_another_reference_are_refused_and_nothing_is_left_of_the_bundle()
    {
        var recipe = new ReferenceRecipe { Name = "x", Fasta = folder.Write("x.fa", ">chrX\nACGT\n"), Gff3 = folder.Write("x.gff3", "2\tt\tgene\t1\t4\t.\t+\t.\tID=gene:G\n2\tt\texon\t1\t4\t.\t+\t.\tParent=gene:G\n") };
        var refusal = await Assert.ThrowsAsync<ReferenceException>(() => folder.BuildAsync(recipe, folder["x"]));
        Assert.Contains("it describes 2", refusal.Message);
        Assert.Empty(Directory.GetDirectories(folder["."]));
    }

    [Theory]
    [InlineData("ACGT\n", "does not begin with '>'")]
    [InlineData("", "holds no sequence")]
    [InlineData(">\nACGT\n", "without a name")]
    [InlineData(">1\nAC\n>1\nGT\n", "more than once")]
    public async Task A_file_that_is_no_FASTA_is_refused(string text, string reason)
    {
        var recipe = new ReferenceRecipe { Name = "x", Fasta = folder.Write("x.fa", text), Gff3 = folder.Write("x.gff3", "") };
        Assert.Contains(reason, (await Assert.ThrowsAsync<ReferenceException>(() => folder.BuildAsync(recipe, folder["x"]))).Message);
    }

    [Fact]
    public void Contigs_of_the_human_genome_get_the_names_that_files_use()
    {
        Assert.Equal(["NC_000020.11", "chr20"], BundleReader.Describe("20", 64444167).Aliases);
        Assert.Equal(["20", "chr20"], BundleReader.Describe("NC_000020.10", 63025520).Aliases);
        Assert.Equal(["M", "MT", "NC_012920.1", "chrMT"], BundleReader.Describe("chrM", 16569).Aliases);
        Assert.Equal(2, BundleReader.Describe("MT", 16569).GeneticCode);
        Assert.Equal(["chr20"], BundleReader.Describe("20", 1000).Aliases);
    }

    [Fact]
    public async Task Chromosome_20_is_built_with_every_reading_frame_clean()
    {
        var source = SharedData.Require("genomes", "human-chr20-GRCh37");
        var bundle = await folder.BuildAsync(new ReferenceRecipe { Name = "chr20", Fasta = Path.Combine(source, "20.fa.gz"), Gff3 = Path.Combine(source, "genes.gff3.gz") }, folder["chr20"]);
        Assert.Equal((63025520, 1286), (bundle.Contigs[0].Length, bundle.TranscriptCount));
        Assert.Contains("Reading frames: 1,286 of 1,286", string.Join(' ', folder.Said));
        Assert.Equal(0, bundle.FindContig("NC_000020.10"u8));
    }

    private static string Facts(Transcript transcript) => string.Join(
        ' ', transcript.Id, transcript.Accession, transcript.ProteinId, transcript.GeneId, transcript.GeneSymbol, transcript.Biotype, transcript.Strand, transcript.CodingStart, transcript.CodingEnd, transcript.Phase, string.Join(',', transcript.Exons));
}
