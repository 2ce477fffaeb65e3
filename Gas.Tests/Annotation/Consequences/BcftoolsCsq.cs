using System.Diagnostics;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Runs bcftools csq over every single-nucleotide variant of a reference's only contig.</summary>
internal static class BcftoolsCsq
{
    public static IEnumerable<(int Position, string Reference, string Alternate, string Expected)> CallEverySubstitution(ReferenceBundle bundle, string folder)
    {
        var source = Path.Combine(ReferenceCatalog.DefaultFolder, bundle.Name);
        var fasta = Path.Combine(folder, "sequence.fa");
        File.Copy(Path.Combine(source, "sequence.fa"), fasta);
        var input = Path.Combine(folder, "all.vcf");
        WriteEverySubstitution(bundle, input);
        var called = Path.Combine(folder, "called.vcf");

        // Without --force csq refuses the overlapping coding parts of a slippage.
        Run("csq", "--force", "--local-csq", "-f", fasta, "-g", Path.Combine(source, "genes.gff3"), "-Ov", "-o", called, input);
        foreach (var line in File.ReadLines(called).Where(line => line[0] != '#'))
        {
            var columns = line.Split('\t');
            var position = int.Parse(columns[1], null);
            var expected = columns[7].Split(';').FirstOrDefault(field => field.StartsWith("BCSQ=", StringComparison.Ordinal))?[5..] ?? ".";
            yield return (position, columns[3], columns[4], CsqVocabulary.WithoutSlippage(expected));
        }
    }

    private static void WriteEverySubstitution(ReferenceBundle bundle, string path)
    {
        using var writer = new StreamWriter(path);
        var contig = bundle.Contigs[0];
        writer.Write($"##fileformat=VCFv4.2\n##contig=<ID={contig.Name},length={contig.Length}>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        for (var position = 1; position <= contig.Length; position++)
        {
            var reference = (char)bundle.Sequence(0, position, 1)[0];
            foreach (var alternate in "ACGT".Where(alternate => alternate != reference))
            {
                writer.Write($"{contig.Name}\t{position}\t.\t{reference}\t{alternate}\t.\t.\t.\n");
            }
        }
    }

    public static void Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("bcftools", arguments) { RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("bcftools is not installed.");
        }
    }
}
