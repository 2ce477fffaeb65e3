using System.IO.Compression;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Our terms against those of bcftools csq 1.16 with each variant on its own.</summary>
public sealed class CsqParityTests(ITestOutputHelper output)
{
    /// <summary>Where single loci differ on purpose, each with its reason.</summary>
    private static readonly Dictionary<string, string> Explained = new()
    {
        ["ENST00000318249"] = "AGA>A before ATG leaves open which two bases go; the leftmost lie in the untranslated region, where they are deleted without touching the start codon.",
        ["ENST00000360372"] = "csq itself shows 132EE>132D*: a stop codon appears, which SO calls stop_gained, not missense.",
        ["ENST00000518414"] = "The coding sequence ends with CTG at its transcript's end; there is no stop codon to lose, and what follows is unknown.",
        ["ENST00000528237"] = "csq adds stop_retained to a stop gained in the last whole codon of an incomplete coding sequence; no stop was there before.",
        ["ENST00000573035"] = "Three bases replaced by one move the frame; csq says in frame at the end of the exon.",
        ["ENST00000624631"] = "The gap of two bases between the coding parts cannot hold a donor and an acceptor; csq takes it for an intron.",
    };

    [Fact]
    public void The_loci_of_the_csq_test_suite_agree_or_differ_for_a_known_reason()
    {
        var (files, cases) = (0, 0);
        var unexplained = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(SharedData.Require("csq")).Order())
        {
            var comparison = new CsqComparison();
            var caller = new ConsequenceCaller(ReferenceBundle.Load(Path.GetFileName(folder), Path.Combine(folder, "ref.fa"), Path.Combine(folder, "ref.gff3")));
            foreach (var table in Directory.EnumerateFiles(folder, "*.local.tsv").Order())
            {
                files++;
                CompareTable(comparison, caller, table);
            }

            cases += comparison.Cases;
            unexplained.AddRange(comparison.UnexplainedTranscripts.Where(transcript => !Explained.ContainsKey(transcript)));
            if (comparison.Matched < comparison.Cases)
            {
                output.WriteLine($"{Path.GetFileName(folder)}: {comparison.Report()}");
            }
        }

        output.WriteLine($"{cases} cases in {files} files.");
        Assert.True(files >= 49 && cases >= 80);
        Assert.Empty(unexplained);
    }

    [Theory]
    [InlineData("exome60k")]
    [InlineData("wgs100k")]
    public void Simulated_variants_of_chromosome_20_agree(string name)
    {
        var folder = SharedData.Require("genomes", "human-chr20-GRCh37");
        var comparison = new CsqComparison();
        var caller = new ConsequenceCaller(ReferenceBundle.Load("chr20", Path.Combine(folder, "20.fa.gz"), Path.Combine(folder, "genes.gff3.gz")));
        CompareTable(comparison, caller, Path.Combine(folder, "simulated", name + ".expected.bcftools-csq-1.16.local.tsv.gz"));
        output.WriteLine(comparison.Report());
        Assert.Equal(0, comparison.Unexplained);
        Assert.InRange(comparison.Share("SNV"), 0.9999, 1);
        Assert.InRange(comparison.Share("ins", "del", "MNV", "multi"), 0.99, 1);
    }

    [Fact]
    public void Every_single_nucleotide_variant_of_SARS_CoV_2_agrees()
    {
        var folder = Directory.CreateTempSubdirectory("gas-csq-");
        try
        {
            var bundle = SharedData.SarsCoV2;
            var comparison = new CsqComparison();
            var caller = new ConsequenceCaller(bundle);
            foreach (var (position, reference, alternate, expected) in BcftoolsCsq.CallEverySubstitution(bundle, folder.FullName))
            {
                comparison.Compare("NC_045512.2", position, reference, alternate, CalledConsequence.Text(caller, "NC_045512.2", position, reference, alternate), expected);
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
        var comparison = new CsqComparison();
        var caller = new ConsequenceCaller(ReferenceBundle.Load("chr22", Path.Combine(folder, "22r.fa.gz"), Path.Combine(folder, "genes.gff3")));
        CompareTable(comparison, caller, Path.Combine(folder, "dbsnp.22r.expected.bcftools-csq-1.16.local.tsv.gz"));
        output.WriteLine(comparison.Report());
        Assert.True(comparison.Matched == comparison.Cases, comparison.Report());
    }

    /// <summary>Compares every record of a table with the columns CHROM, POS, REF, ALT, BCSQ.</summary>
    private static void CompareTable(CsqComparison comparison, ConsequenceCaller caller, string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is [var contig, var at, var before, var after, var expected])
            {
                var position = int.Parse(at, null);
                comparison.Compare(contig, position, before, after, CalledConsequence.Text(caller, contig, position, before, after), expected);
            }
        }
    }
}
