using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Our terms against those of bcftools csq 1.16 with each variant on its own.</summary>
public sealed class CsqParityTests(ITestOutputHelper output)
{
    [Fact]
    public void The_loci_of_the_csq_test_suite_agree()
    {
        var (cases, matched) = (0, 0);
        foreach (var folder in Directory.EnumerateDirectories(SharedData.Require("csq")).Order())
        {
            var comparison = new CsqComparison(ReferenceBundle.Load(Path.GetFileName(folder), Path.Combine(folder, "ref.fa"), Path.Combine(folder, "ref.gff3")));
            foreach (var table in Directory.EnumerateFiles(folder, "*.local.tsv").Order())
            {
                comparison.CompareTable(table);
            }

            (cases, matched) = (cases + comparison.Cases, matched + comparison.Matched);
            if (comparison.Share < 1)
            {
                output.WriteLine($"{Path.GetFileName(folder)}: {comparison.Report()}");
            }
        }

        output.WriteLine($"{matched} of {cases} cases agree.");
        Assert.True(cases > 60);
        Assert.True(matched >= 0.9 * cases, $"{matched} of {cases} cases agree.");
    }

    [Theory]
    [InlineData("exome60k", 0.9)]
    [InlineData("wgs100k", 0.9)]
    public void Simulated_variants_of_chromosome_20_agree(string name, double floor)
    {
        var folder = SharedData.Require("genomes", "human-chr20-GRCh37");
        var comparison = new CsqComparison(ReferenceBundle.Load("chr20", Path.Combine(folder, "20.fa.gz"), Path.Combine(folder, "genes.gff3.gz")));
        comparison.CompareTable(Path.Combine(folder, "simulated", name + ".expected.bcftools-csq-1.16.local.tsv.gz"));
        output.WriteLine(comparison.Report());
        Assert.True(comparison.Share >= floor, comparison.Report());
    }

    [Fact]
    public void Every_single_nucleotide_variant_of_SARS_CoV_2_agrees()
    {
        var folder = Directory.CreateTempSubdirectory("gas-csq-");
        try
        {
            var bundle = SharedData.SarsCoV2;
            var comparison = new CsqComparison(bundle);
            foreach (var (position, reference, alternate, expected) in BcftoolsCsq.CallEverySubstitution(bundle, folder.FullName))
            {
                comparison.Compare("NC_045512.2", position, reference, alternate, expected);
            }

            output.WriteLine(comparison.Report());
            Assert.True(comparison.Cases > 89_709);
            Assert.True(comparison.Matched == comparison.Cases, comparison.Report());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Known_variants_of_chromosome_22_agree()
    {
        var folder = SharedData.Require("genomes", "human-chr22-GRCh37-1mb");
        var comparison = new CsqComparison(ReferenceBundle.Load("chr22", Path.Combine(folder, "22r.fa.gz"), Path.Combine(folder, "genes.gff3")));
        comparison.CompareTable(Path.Combine(folder, "dbsnp.22r.expected.bcftools-csq-1.16.local.tsv.gz"));
        output.WriteLine(comparison.Report());
        Assert.True(comparison.Share >= 0.9, comparison.Report());
    }
}
