using System.Diagnostics;
using System.Text;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Known;
using Gas.Tests.Annotation.Genome;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Known;

/// <summary>What is known of a variant comes back with it, however either is written.</summary>
public sealed class KnownVariantsTests : IDisposable
{
    private const string Header = """
        ##fileformat=VCFv4.2
        ##INFO=<ID=AF,Number=A,Type=Float,Description="f">
        ##INFO=<ID=CLNSIG,Number=.,Type=String,Description="s">
        ##INFO=<ID=CLNDN,Number=.,Type=String,Description="d">
        ##INFO=<ID=RS,Number=.,Type=String,Description="r">
        #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO

        """;

    /// <summary>A repeat of CA at 1001 to 1020, in bases that repeat nothing.</summary>
    private static readonly string Bases = new string([.. Enumerable.Range(0, 1000).Select(i => "ACGTTGCA"[(i * i / 3) % 8])]) + string.Concat(Enumerable.Repeat("CA", 10)) + "GGTTGATCGATTTACG" + new string('T', 3000);

    private readonly BundleFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_alternate_allele_finds_its_own()
    {
        var bundle = await BuildAsync("clinvar", $"1\t5\t111\t{Bases[4]}\t{Other(4)},{Other(4)}G\t.\t.\tAF=0.25,0.5;CLNSIG=Pathogenic/Likely_pathogenic;CLNDN=One,_type_1|Two;RS=77");
        Assert.Equal(["Existing_variation", "CLIN_SIG", "clinvar_CLNDN", "clinvar_AF"], bundle.Known.Titles);
        Assert.EndsWith("HGVSg|Existing_variation|CLIN_SIG|clinvar_CLNDN|clinvar_AF", ConsequenceCaller.DescriptionFor(bundle, Phasing.None));
        Assert.Equal("|rs77&clinvar:111|Pathogenic/Likely_pathogenic|One%2C_type_1&Two|0.25", Look(bundle, 5, $"{Bases[4]}", Other(4)));
        Assert.Equal("|rs77&clinvar:111|Pathogenic/Likely_pathogenic|One%2C_type_1&Two|0.5", Look(bundle, 5, $"{Bases[4]}", Other(4) + "G"));
        Assert.Equal("||||", Look(bundle, 6, $"{Bases[5]}", Other(5)));
    }

    [Fact]
    public async Task A_flag_is_a_one_and_a_field_may_be_chosen_by_name()
    {
        var header = Header.Replace("#CHROM", "##INFO=<ID=COMMON,Number=0,Type=Flag,Description=\"c\">\n#CHROM", StringComparison.Ordinal);
        var known = folder.Write("known.vcf", $"{header}1\t5\trs5\t{Bases[4]}\t{Other(4)}\t.\t.\tAF=0.5;COMMON\n1\t6\trs6\t{Bases[5]}\t{Other(5)}\t.\t.\tAF=0.5\n");
        var bundle = await folder.BuildAsync(Bases, KnownSource.Parse($"dbsnp={known}:COMMON")!);
        Assert.Equal(["dbsnp_COMMON"], bundle.Known.Titles);
        Assert.Equal(("|1", "|"), (Look(bundle, 5, $"{Bases[4]}", Other(4)), Look(bundle, 6, $"{Bases[5]}", Other(5))));
    }

    [Theory]
    [InlineData(1000, "{0}CA", "{0}")]
    [InlineData(1010, "ACA", "A")]
    [InlineData(1018, "ACAG", "AG")]
    public async Task An_indel_in_a_repeat_is_found_wherever_it_is_written(int position, string reference, string alternate)
    {
        var before = Bases[999];
        var bundle = await BuildAsync("lab", $"1\t1006\trs9\tACA\tA\t.\t.\t.", $"1\t1004\trs8\tA\tACA\t.\t.\t.");
        Assert.Equal("|rs9", Look(bundle, position, reference.Replace("{0}", $"{before}"), alternate.Replace("{0}", $"{before}"))[..4]);
        Assert.Equal("|rs8", Look(bundle, 1020, "A", "ACA")[..4]);
    }

    [Fact]
    public async Task Long_alleles_are_compared_base_by_base()
    {
        var inserted = string.Concat(Enumerable.Repeat("ACGGT", 12));
        var bundle = await BuildAsync("lab", $"1\t5\tsv1\t{Bases[4]}\t{Bases[4]}{inserted}\t.\t.\t.", $"1\t5\tsv2\t{Bases[4]}\t{Bases[4]}{inserted}T\t.\t.\t.");
        Assert.StartsWith("|sv1|", Look(bundle, 5, $"{Bases[4]}", Bases[4] + inserted) + "|");
        Assert.StartsWith("|sv2|", Look(bundle, 5, $"{Bases[4]}", Bases[4] + inserted + "T") + "|");
        Assert.DoesNotContain("sv", Look(bundle, 5, $"{Bases[4]}", Bases[4] + inserted + "G"));
    }

    [Fact]
    public async Task Two_records_for_one_allele_are_joined_and_a_second_source_adds_its_columns()
    {
        await BuildAsync("a", $"1\t5\trs1\t{Bases[4]}\t{Other(4)}\t.\t.\t.", $"1\t5\trs2\t{Bases[4]}\t{Other(4)}\t.\t.\t.");
        await folder.AddKnownAsync(folder["bundle"], new KnownSource("b", folder.Write("b.vcf", $"{Header}1\t5\tb7\t{Bases[4]}\t{Other(4)}\t.\t.\tAF=0.125\n"), ["ID", "AF"]));
        var bundle = ReferenceBundle.Open(folder["bundle"]);
        Assert.Equal("|rs1&rs2&b7|0.125", string.Join('|', Look(bundle, 5, $"{Bases[4]}", Other(4)).Split('|').Where((_, i) => i == 0 || bundle.Known.Titles[i - 1] is "Existing_variation" or "b_AF")));
        var run = await VcfRun.AnnotateAsync($"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr1\t5\t.\t{Bases[4]}\t{Other(4)}\t.\t.\t.\n", reference: bundle);
        Assert.Contains("rs1&rs2&b7", Assert.Single(run.Records));
        Assert.Equal(2, run.Lines.Count(line => line.StartsWith("##gas_known=<ID=", StringComparison.Ordinal)));
        Assert.Contains($"##gas_known=<ID=b,sha256={BundleFiles.Digest(folder["b.vcf"])}>", run.Lines);
        var taken = await Assert.ThrowsAsync<ReferenceException>(() => folder.AddKnownAsync(folder["bundle"], new KnownSource("b", folder["b.vcf"], [])));
        Assert.Contains("already", taken.Message);
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_with_its_line_and_leaves_the_bundle_as_it_was()
    {
        var before = (await folder.BuildAsync(Bases)).Checksum;
        await RefusedAsync("no field XYZ in its header. It has ID and AF, CLNSIG", Header, ["XYZ"]);
        await RefusedAsync("Line 7 of .*POS", $"{Header}1\tx\t.\tC\tG\t.\t.\t.\n", []);
        Assert.Equal(before, ReferenceBundle.Open(folder["bundle"]).Checksum);
        Assert.Equal(["bases.bin", "manifest.json", "transcripts.bin"], Directory.GetFiles(folder["bundle"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_source_that_is_not_sorted_is_refused_with_its_line()
    {
        var known = folder.Write("known.vcf", $"{Header}1\t3000000\t.\tT\tG\t.\t.\t.\n1\t5\t.\tC\tG\t.\t.\t.\n");
        var recipe = Structures(new KnownSource("lab", known, []));
        Assert.Matches("Line 8 of .*known.vcf: the records are not sorted", (await Assert.ThrowsAsync<ReferenceException>(() => folder.BuildAsync(recipe, folder["x"]))).Message);
    }

    [Fact]
    public async Task Records_of_another_genome_are_counted()
    {
        await BuildAsync("lab", $"1\t5\t.\t{Other(4)}\tG\t.\t.\t.", $"1\t6\t.\t{Bases[5]}\t{Other(5)}\t.\t.\t.", "GL1\t6\t.\tA\tC\t.\t.\t.");
        Assert.Contains("lab: 1 from 3 records; 1 on contigs that the reference does not have; 1 left out because their REF is not the reference's.", folder.Said);
    }

    [Fact]
    public async Task The_regions_that_an_allele_touches_are_named()
    {
        var bed = folder.Write("r.bed.gz", "# a comment\n1\t0\t100\twide\n1\t4\t5\tnarrow\n1\t4\t5\tnarrow\n1\t10\t20\n");
        var bundle = await folder.BuildAsync("bundle", Bases, [], [new KnownSource("panel", bed, [])]);
        Assert.Equal(["panel"], bundle.Known.Titles);
        Assert.Equal("|wide&narrow", Look(bundle, 5, $"{Bases[4]}", Other(4)));
        Assert.Equal("|wide", Look(bundle, 5, $"{Bases[4]}", $"{Bases[4]}G"));
        Assert.Equal("|wide&1:11-20", Encoding.UTF8.GetString(new KnownLookup(bundle).OfRange(0, 20, 300)));
        Assert.Equal("|", Encoding.UTF8.GetString(new KnownLookup(bundle).OfRange(0, 101, 300)));
    }

    [Theory]
    [InlineData("query.vcf.gz", "AC_AFR", 300, 6)]
    [InlineData("exac.vcf.gz", "AN_AFR", 140, 140)]
    public async Task Bcftools_annotate_finds_the_same(string query, string field, int alleles, int least)
    {
        var source = SharedData.Require("real", "vcfanno-example", "example");
        var bundle = await folder.BuildAsync(Structures(new KnownSource("exac", Path.Combine(source, "exac.vcf.gz"), ["ID", field])), folder["x"]);
        var expected = await QueryAsync(Path.Combine(source, "exac.vcf.gz"), Path.Combine(source, query), field);
        var (found, known) = (0, 0);
        foreach (var line in expected)
        {
            if (line.Split('\t') is not ["1", var position, var reference, var alternates, var count])
            {
                continue;
            }

            var counts = count.Split(',');
            foreach (var (alternate, i) in alternates.Split(',').Select((alternate, i) => (alternate, i)))
            {
                var ours = Look(bundle, int.Parse(position), reference, alternate).Split('|')[2];
                Assert.Equal(i < counts.Length && counts[i] != "." ? counts[i] : "", ours);
                found++;
                known += ours.Length > 0 ? 1 : 0;
            }
        }

        Assert.True(found >= alleles && known >= least, $"{known} of {found} are known.");
    }

    /// <summary>A bundle of one gene without sequence.</summary>
    private ReferenceRecipe Structures(KnownSource known) => new()
    {
        Name = "x",
        ContigTable = folder.Write("c.tsv", "1\t249250621\n"),
        Gff3 = folder.Write("g.gff3", "1\tt\tgene\t1\t9\t.\t+\t.\tID=gene:G\n1\tt\texon\t1\t9\t.\t+\t.\tParent=gene:G\n"),
        Known = [known],
    };

    private static string Look(ReferenceBundle bundle, int position, string reference, string alternate)
    {
        var allele = TrimmedAllele.Of(position, Encoding.ASCII.GetBytes(reference), Encoding.ASCII.GetBytes(alternate));
        return Encoding.UTF8.GetString(new KnownLookup(bundle).OfAllele(0, allele.Start, allele.Deleted, allele.Inserted));
    }

    private static string Other(int index) => Bases[index] == 'A' ? "C" : "A";

    /// <summary>The alleles of a file, with what bcftools annotate finds for them; their own INFO, which the file does not define, is left out.</summary>
    private async Task<string[]> QueryAsync(string known, string query, string field)
    {
        using (var reader = new StreamReader(TextOrGzip.Open(query)))
        {
            var records = reader.ReadToEnd().Split('\n').Where(line => line.StartsWith("1\t", StringComparison.Ordinal)).Select(line => string.Join('\t', [.. line.Split('\t')[..5], ".", ".", "."]));
            folder.Write("query.vcf", $"##fileformat=VCFv4.2\n##contig=<ID=1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n{string.Join('\n', records)}\n");
        }

        var (plain, packed) = (folder["query.vcf"], folder["query.vcf.gz"]);
        var start = new ProcessStartInfo("sh", ["-c", $"bcftools view -Oz -o {packed} {plain} && tabix -fp vcf {packed} && bcftools annotate -a '{known}' -c INFO/{field} {packed} | bcftools query -f '%CHROM\\t%POS\\t%REF\\t%ALT\\t%INFO/{field}\\n'"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        return (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Task<ReferenceBundle> BuildAsync(string name, params string[] records) =>
        folder.BuildAsync(Bases, new KnownSource(name, folder.Write("known.vcf", Header + string.Join('\n', records) + '\n'), []));

    private async Task RefusedAsync(string reason, string vcf, string[] fields) =>
        Assert.Matches(reason, (await Assert.ThrowsAsync<ReferenceException>(() => folder.AddKnownAsync(folder["bundle"], new KnownSource("bad", folder.Write("bad.vcf", vcf), fields)))).Message);
}
