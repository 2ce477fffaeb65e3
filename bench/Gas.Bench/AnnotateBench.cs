using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Bench;

/// <summary>The engine from bgzip to bgzip, beside bcftools csq and beside bgzip alone over the same file in the same run.</summary>
internal static class AnnotateBench
{
    private const int Rounds = 3;

    public static async Task<int> RunAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("gas-bench-");
        try
        {
            var bundle = new ReferenceCatalog(ReferenceCatalog.DefaultFolder).OpenNameOrPath("NC_045512.2");
            var plain = Path.Combine(folder.FullName, "input.vcf");
            Write(bundle, records, plain);
            await RunAsync("bgzip", ["-f", plain]);
            await MeasureAsync(bundle, plain + ".gz", Path.Combine(ReferenceCatalog.DefaultFolder, bundle.Name, "sequence.fa"), Path.Combine(ReferenceCatalog.DefaultFolder, bundle.Name, "genes.gff3"), folder.FullName);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Over files of one's own: a bgzipped VCF, the FASTA (plain) and the GFF3 of its reference.</summary>
    public static async Task<int> RunAsync(string vcf, string fasta, string gff3)
    {
        var folder = Directory.CreateTempSubdirectory("gas-bench-");
        try
        {
            await MeasureAsync(ReferenceBundle.Load(Path.GetFileName(fasta), fasta, gff3), vcf, fasta, gff3, folder.FullName);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(ReferenceBundle bundle, string vcf, string fasta, string gff3, string folder)
    {
        var copy = Path.Combine(folder, "reference.fa");
        File.Copy(fasta, copy);
        var (csq, csqWork) = await FastestAsync(() => RunAsync("bcftools", "csq", "--force", "--local-csq", "--threads", "2", "-f", copy, "-g", gff3, "-Oz", "-o", Path.Combine(folder, "csq.vcf.gz"), vcf));
        var single = TimeSpan.Zero;
        int[] threads = [1, 2];
        foreach (var count in threads)
        {
            long records = 0;
            long growth;
            TimeSpan ours;
            TimeSpan work;
            await using (var memory = new MemoryWatch())
            {
                (ours, work) = await FastestAsync(async () => records = await AnnotateAsync(bundle, vcf, count, folder));
                growth = memory.Growth;
            }

            var (floor, _) = await FastestAsync(() => RunAsync("sh", "-c", $"bgzip -dc -@ {Number(count)} \"$0\" | bgzip -c -@ {Number(count)} > \"$1\"", vcf, Path.Combine(folder, "floor.gz")));
            single = count == 1 ? ours : single;
            Print($"{count} thread(s), {records:N0} records");
            Print($"  gas annotate                      {records / ours.TotalSeconds,12:N0} records/s   {single / ours:N2} x one thread; {growth / 1048576.0:N0} MiB above the bundle");
            Print($"  bcftools csq --local --threads 2  {records / csq.TotalSeconds,12:N0} records/s   ratio {csq / ours:N2}, of processor time {csqWork / work:N2}");
            if (count == 1)
            {
                var repacked = Path.Combine(folder, "repacked.gz");
                await RunAsync("sh", "-c", "bgzip -dc \"$0\" | bgzip -c > \"$1\"", Path.Combine(folder, "ours.vcf.gz"), repacked);
                Print($"  result                            {new FileInfo(Path.Combine(folder, "ours.vcf.gz")).Length / 1048576.0,12:N1} MiB, {new FileInfo(Path.Combine(folder, "ours.vcf.gz")).Length / (double)new FileInfo(repacked).Length:N2} x what bgzip makes of it");
            }

            Print($"  bgzip to bgzip                    {records / floor.TotalSeconds,12:N0} records/s   ratio {floor / ours:N2}");
        }
    }

    private static async Task<long> AnnotateAsync(ReferenceBundle bundle, string vcf, int threads, string folder)
    {
        await using var input = File.OpenRead(vcf);
        await using var result = File.Create(Path.Combine(folder, "ours.vcf.gz"));
        await using var index = File.Create(Path.Combine(folder, "ours.vcf.gz.tbi"));
        var summary = await new VcfAnnotator(threads).AnnotateAsync(
            new AnnotationRequest { Input = input, InputLength = input.Length, InputName = "bench.vcf.gz", Reference = bundle, Result = result, Index = index, Log = new Progress<string>() },
            new Progress<AnnotationProgress>(),
            CancellationToken.None);
        return summary.Records;
    }

    /// <summary>The shortest time on the wall, and the least work.</summary>
    private static async Task<(TimeSpan Wall, TimeSpan Work)> FastestAsync(Func<Task> run)
    {
        var (fastest, least) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var (begin, before) = (TimeProvider.System.GetTimestamp(), ProcessorTime.Spent());
            await run();
            var (taken, work) = (TimeProvider.System.GetElapsedTime(begin), ProcessorTime.Spent() - before);
            (fastest, least) = (taken < fastest ? taken : fastest, work < least ? work : least);
        }

        return (fastest, least);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {errors}");
        }
    }

    /// <summary>Substitutions, deletions and insertions all along the contig, sorted, with a sample column.</summary>
    internal static void Write(ReferenceBundle bundle, int records, string path)
    {
        var contig = bundle.Contigs[0];
        var last = contig.Length - 10;
        var random = new Random(1);
        using var writer = new StreamWriter(path, append: false, Encoding.ASCII);
        writer.Write($"##fileformat=VCFv4.2\n##contig=<ID={contig.Name},length={contig.Length}>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSAMPLE\n");
        for (var i = 0; i < records; i++)
        {
            var position = 1 + (int)((long)i * last / records);
            var bases = Encoding.ASCII.GetString(bundle.Sequence(0, position, 1 + random.Next(1, 4)));
            var (reference, alternate) = random.Next(10) switch
            {
                0 => (bases, bases[..1]),
                1 => (bases[..1], bases[..1] + "ACGT"[random.Next(4)]),
                _ => (bases[..1], "ACGT".Replace(bases[..1], "", StringComparison.Ordinal)[random.Next(3)].ToString()),
            };
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{contig.Name}\t{position}\t.\t{reference}\t{alternate}\t{random.Next(20, 2000)}\tPASS\t.\tGT\t0/1\n"));
        }
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
