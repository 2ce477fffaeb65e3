using System.Globalization;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Random variants of random genomes, called by us and by bcftools csq. <c>GAS_FUZZ=n</c> draws n genomes instead of a few.</summary>
public sealed class DifferentialFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_variants_of_random_genes_agree_or_differ_for_a_known_reason()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("GAS_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 5;
        var comparison = new CsqComparison();
        for (var seed = 1; seed <= count; seed++)
        {
            Compare(new RandomGenome(seed), comparison);
        }

        output.WriteLine(comparison.Report());
        Assert.True(comparison.Cases > 150 * count);
        Assert.InRange(comparison.Share("SNV"), 0.999, 1);

        // Many more indels lie at borders, starts and stops than in a real genome.
        Assert.InRange(comparison.Unexplained / (double)comparison.Cases, 0, 0.01);
    }

    private static void Compare(RandomGenome genome, CsqComparison comparison)
    {
        var folder = Directory.CreateTempSubdirectory("gas-differential-");
        try
        {
            string In(string name) => Path.Combine(folder.FullName, name);
            File.WriteAllText(In("r.fa"), genome.Fasta);
            File.WriteAllText(In("r.gff3"), genome.Genes);
            File.WriteAllText(In("in.vcf"), genome.Variants(800));
            BcftoolsCsq.Run("csq", "--local-csq", "-f", In("r.fa"), "-g", In("r.gff3"), "-Ov", "-o", In("out.vcf"), In("in.vcf"));
            var caller = new ConsequenceCaller(ReferenceBundle.Load("random", In("r.fa"), In("r.gff3")));
            foreach (var columns in File.ReadLines(In("out.vcf")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')))
            {
                var position = int.Parse(columns[1], CultureInfo.InvariantCulture);
                var theirs = columns[7].StartsWith("BCSQ=", StringComparison.Ordinal) ? columns[7][5..] : ".";
                comparison.Compare("1", position, columns[3], columns[4], CalledConsequence.Text(caller, "1", position, columns[3], columns[4]), theirs);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
