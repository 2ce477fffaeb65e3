using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Consequences;

namespace Gas.Bench;

/// <summary>Annotates one file with bcftools csq, each variant on its own, and with us, and prints how far the terms agree.</summary>
internal static class ParityBench
{
    /// <summary>Over every single-nucleotide variant of the reference that ships.</summary>
    public static async Task<int> RunAsync()
    {
        var source = Path.Combine(ReferenceCatalog.DefaultFolder, "NC_045512.2");
        var bundle = ReferenceBundle.Open(source);
        var vcf = Path.GetTempFileName();
        try
        {
            await using (var writer = new StreamWriter(vcf))
            {
                var contig = bundle.Contigs[0];
                await writer.WriteAsync($"##fileformat=VCFv4.2\n##contig=<ID={contig.Name},length={contig.Length}>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
                for (var position = 1; position <= contig.Length; position++)
                {
                    var reference = (char)bundle.Sequence(0, position, 1)[0];
                    foreach (var alternate in "ACGT".Where(alternate => alternate != reference))
                    {
                        await writer.WriteAsync($"{contig.Name}\t{position}\t.\t{reference}\t{alternate}\t.\t.\t.\n");
                    }
                }
            }

            return await RunAsync(vcf, Path.Combine(source, "sequence.fa"), Path.Combine(source, "genes.gff3"));
        }
        finally
        {
            File.Delete(vcf);
        }
    }

    /// <summary>Over a file of one's own and the FASTA (plain) and GFF3 of its reference; 1 when a difference has no known reason.</summary>
    public static async Task<int> RunAsync(string vcf, string fasta, string gff3)
    {
        var folder = Directory.CreateTempSubdirectory("gas-parity-");
        try
        {
            var (theirs, ours, copy) = (Path.Combine(folder.FullName, "csq.vcf"), Path.Combine(folder.FullName, "ours.vcf.gz"), Path.Combine(folder.FullName, "reference.fa"));
            File.Copy(fasta, copy);
            await RunCsqAsync("csq", "--force", "--local-csq", "-f", copy, "-g", gff3, "-Ov", "-o", theirs, vcf);
            await AnnotateAsync(ReferenceBundle.Load(Path.GetFileName(fasta), fasta, gff3), vcf, ours);
            var comparison = new CsqComparison();
            using var left = new StreamReader(theirs);
            await using var packed = File.OpenRead(ours);
            using var right = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
            while (await NextAsync(left) is { } csq && await NextAsync(right) is { } gas)
            {
                if (!csq.Take(5).SequenceEqual(gas.Take(5)))
                {
                    throw new InvalidOperationException($"The records differ: {string.Join(' ', csq.Take(5))} and {string.Join(' ', gas.Take(5))}.");
                }

                comparison.Compare(csq[0], int.Parse(csq[1], CultureInfo.InvariantCulture), csq[3], csq[4], Value(gas[7], "CSQ=") ?? "", CsqVocabulary.WithoutSlippage(Value(csq[7], "BCSQ=") ?? "."));
            }

            Console.Write(comparison.Report());
            return comparison.Unexplained == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task AnnotateAsync(ReferenceBundle bundle, string vcf, string path)
    {
        await using var input = File.OpenRead(vcf);
        await using var result = File.Create(path);
        await new VcfAnnotator().AnnotateAsync(
            new AnnotationRequest { Input = input, InputName = Path.GetFileName(vcf), Reference = bundle, Result = result, Index = Stream.Null, Log = new Progress<string>() },
            new Progress<AnnotationProgress>(),
            CancellationToken.None);
    }

    private static async Task<string[]?> NextAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line[0] != '#')
            {
                return line.Split('\t');
            }
        }

        return null;
    }

    private static string? Value(string info, string key) => info.Split(';').FirstOrDefault(field => field.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    private static async Task RunCsqAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bcftools", arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"bcftools failed: {errors}");
        }
    }
}
