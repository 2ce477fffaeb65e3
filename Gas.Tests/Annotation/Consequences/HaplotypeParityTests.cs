using System.IO.Compression;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Our haplotype-aware terms against those of bcftools csq 1.16, which reads all genotypes as phased here.</summary>
public sealed class HaplotypeParityTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_loci_of_the_csq_test_suite_agree()
    {
        var comparison = new HaplotypeComparison();
        var files = 0;
        foreach (var folder in Directory.EnumerateDirectories(SharedData.Require("csq")).Order())
        {
            var reference = ReferenceBundle.Load(Path.GetFileName(folder), Path.Combine(folder, "ref.fa"), Path.Combine(folder, "ref.gff3"));
            foreach (var table in Directory.EnumerateFiles(folder, "*.haplotype.tsv").Order())
            {
                files++;
                comparison.Compare(File.ReadLines(table), await AnnotateAsync(table.Replace(".haplotype.tsv", ".vcf", StringComparison.Ordinal), reference));
            }
        }

        output.WriteLine(comparison.Report());
        Assert.True(files >= 49);
        Assert.InRange(comparison.Share, 0.9, 1);
    }

    [Theory]
    [InlineData("exome60k", 15, 0.99)]
    [InlineData("wgs100k", 1, 0.995)]
    public async Task Simulated_variants_of_chromosome_20_agree(string name, int every, double floor)
    {
        // Where each exon has many indels, one difference moves the frame of all that follows; a sparse choice tells more.
        var folder = SharedData.Require("genomes", "human-chr20-GRCh37");
        var work = Directory.CreateTempSubdirectory("gas-haplotypes-");
        try
        {
            var (input, called) = (Path.Combine(work.FullName, "in.vcf"), Path.Combine(work.FullName, "called.vcf"));
            var records = 0;
            await File.WriteAllLinesAsync(input, ReadLines(Path.Combine(folder, "simulated", name + ".vcf.gz")).Where(line => line.StartsWith('#') || records++ % every == 0), TestContext.Current.CancellationToken);
            BcftoolsCsq.Run("csq", "-p", "a", "-f", Path.Combine(folder, "20.fa.gz"), "-g", Path.Combine(folder, "genes.gff3.gz"), "-Ov", "-o", called, input);
            var reference = ReferenceBundle.Load("chr20", Path.Combine(folder, "20.fa.gz"), Path.Combine(folder, "genes.gff3.gz"));
            var comparison = new HaplotypeComparison();
            comparison.Compare(File.ReadLines(called).Where(line => !line.StartsWith('#')).Select(AsRow), await AnnotateAsync(input, reference));
            output.WriteLine(comparison.Report());
            Assert.InRange(comparison.Share, floor, 1);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static string AsRow(string line)
    {
        var columns = line.Split('\t');
        var value = columns[7].Split(';').FirstOrDefault(field => field.StartsWith("BCSQ=", StringComparison.Ordinal))?[5..] ?? ".";
        return string.Join('\t', columns[0], columns[1], columns[3], columns[4], value);
    }

    private static async Task<IEnumerable<string>> AnnotateAsync(string path, ReferenceBundle reference)
    {
        var run = await VcfRun.AnnotateAsync(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), threads: 2, reference: reference, phasing: Phasing.Assumed);
        return run.Records;
    }

    private static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
