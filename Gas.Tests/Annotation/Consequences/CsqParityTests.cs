using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Our terms against those of bcftools csq 1.16 with each variant on its own.</summary>
public sealed class CsqParityTests(ITestOutputHelper output)
{
    /// <summary>Where we differ on purpose, each with its reason.</summary>
    private static readonly Dictionary<string, string> Explained = new()
    {
        ["ENST00000360372"] = "csq itself shows 132EE>132D*: a stop codon appears, which SO calls stop_gained, not missense.",
        ["ENST00000518414"] = "The coding sequence ends with CTG at its transcript's end; there is no stop codon to lose, and what follows is unknown.",
        ["ENST00000528237"] = "csq adds stop_retained to a stop gained in the last whole codon of an incomplete coding sequence; no stop was there before.",
        ["ENST00000573035"] = "Three bases replaced by one move the frame; csq says in frame at the end of the exon.",
        ["ENST00000624631"] = "The gap of two bases between the coding parts cannot hold a donor and an acceptor; csq takes it for an intron.",
    };

    [Fact]
    public void The_loci_of_the_csq_test_suite_agree_or_differ_for_a_known_reason()
    {
        var (cases, matched, explained) = (0, 0, 0);
        foreach (var folder in Directory.EnumerateDirectories(SharedData.Require("csq")).Order())
        {
            var comparison = new CsqComparison(ReferenceBundle.Load(Path.GetFileName(folder), Path.Combine(folder, "ref.fa"), Path.Combine(folder, "ref.gff3")));
            foreach (var table in Directory.EnumerateFiles(folder, "*.local.tsv").Order())
            {
                comparison.CompareTable(table);
            }

            (cases, matched) = (cases + comparison.Cases, matched + comparison.Matched);
            explained += comparison.DifferingTranscripts.Count(Explained.ContainsKey);
            if (comparison.Share < 1)
            {
                output.WriteLine($"{Path.GetFileName(folder)}: {comparison.Report()}");
            }
        }

        output.WriteLine($"{matched} of {cases} cases agree, {explained} differ for a known reason.");
        Assert.True(cases >= 80);
        Assert.True(matched + explained >= cases, $"{matched} of {cases} cases agree, {explained} differ for a known reason.");
    }

    [Theory]
    [InlineData("exome60k", 0.998)]
    [InlineData("wgs100k", 0.998)]
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
        Assert.True(comparison.Share >= 1, comparison.Report());
    }
}
