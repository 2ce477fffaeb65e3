using System.Diagnostics;
using System.Globalization;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Variants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Bench;

/// <summary>What the variant index costs while annotating, and how long its answers take beside bcftools over the same file in the same run.</summary>
internal static class VariantsBench
{
    private const int Rounds = 3;
    private const int Asks = 9;
    private const int PageSize = 50;

    public static async Task<int> RunAsync(int records)
    {
        var folder = Directory.CreateTempSubdirectory("gas-bench-");
        try
        {
            var bundle = new ReferenceCatalog(ReferenceCatalog.DefaultFolder).OpenNameOrPath("NC_045512.2");
            var plain = Path.Combine(folder.FullName, "input.vcf");
            AnnotateBench.Write(bundle, records, plain);
            await RunAsync("bgzip", "-f", plain);
            await MeasureAsync(bundle, plain + ".gz", folder.FullName);
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
            await MeasureAsync(ReferenceBundle.Load(Path.GetFileName(fasta), fasta, gff3), vcf, folder.FullName);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(ReferenceBundle bundle, string vcf, string folder)
    {
        var (result, variants) = (Path.Combine(folder, "result.vcf.gz"), Path.Combine(folder, "variants.index"));
        var (without, with) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var (less, more) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        long records = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // Turn and turn about: the machine may be busy now and idle then.
            var begin = ProcessorTime.Spent();
            without = Least(without, await TimeAsync(async () => records = await AnnotateAsync(bundle, vcf, result, null)));
            var middle = ProcessorTime.Spent();
            with = Least(with, await TimeAsync(async () => records = await AnnotateAsync(bundle, vcf, result, variants)));
            (less, more) = (Least(less, middle - begin), Least(more, ProcessorTime.Spent() - middle));
        }

        Print($"{records:N0} records, {new FileInfo(result).Length / 1048576.0:N1} MiB of result");
        Print($"  annotate without an index  {records / without.TotalSeconds,12:N0} records/s");
        Print($"  annotate with an index     {records / with.TotalSeconds,12:N0} records/s   {((with / without) - 1) * 100:N1} % more time, {((more / less) - 1) * 100:N1} % more work");
        Print($"  index                      {new FileInfo(variants).Length / 1048576.0,12:N1} MiB, {new FileInfo(variants).Length / (double)records:N1} bytes a record");

        var peer = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            peer = Least(peer, await TimeAsync(() => RunAsync("bcftools", "view", "-i", "QUAL>=1900", "-o", Path.Combine(folder, "peer.vcf"), result)));
        }

        Print($"  bcftools view -i QUAL>=1900   {peer.TotalMilliseconds,9:N1} ms");
        await AskAsync(variants, result, peer, folder);
    }

    private static async Task AskAsync(string variants, string result, TimeSpan peer, string folder)
    {
        VariantIndex index = null!;
        Report("open and verify", await MedianAsync(() => Task.FromResult(index = VariantIndex.Open(variants))), peer, "");
        Report("what there is to choose from", await TimeAsync(() => Task.FromResult(index.Facets)), peer, "");
        var gene = index.Facets.Genes.OrderByDescending(pair => pair.Value).First().Key;
        var contig = index.Facets.Contigs.Keys.First();
        var middle = VariantSearch.Find(index, new(), VariantOrder.File, index.Records / 2, 1, default).Page[0];
        (string Name, VariantFilter Filter)[] filters =
        [
            ("quality", new() { MinQuality = 1900 }),
            ("region", new() { Regions = [new VariantRegion(middle.Contig, middle.Position, middle.Position + (index.Facets.Contigs.Count == 1 && middle.Position < 100_000 ? 1000 : 1_000_000))] }),
            ("consequence", new() { Consequences = VariantWords.Consequences.BitOf("missense_variant") }),
            ("consequence of any transcript", new() { Consequences = VariantWords.Consequences.BitOf("missense_variant"), AnyTranscript = true }),
            ("gene and impact", new() { Genes = [gene], Impacts = VariantWords.Impacts.BitOf("HIGH") }),
            ("genotype", new() { Genotypes = VariantWords.Genotypes.BitOf("homozygous") }),
            ("text", new() { Text = gene[..Math.Min(3, gene.Length)] }),
            ("all of these", new() { MinQuality = 100, Regions = [new VariantRegion(contig)], Impacts = 7, Classes = 1, Genotypes = 1, MaxFrequency = 0.5f, Text = gene }),
        ];
        foreach (var (name, filter) in filters)
        {
            long count = 0;
            Report($"filter: {name}", await MedianAsync(() => Task.FromResult(count = Find(index, filter, VariantOrder.File, 0).Count)), peer, $"{count.ToString("N0", CultureInfo.InvariantCulture)} found");
        }

        var last = Math.Max(0, index.Records - PageSize);
        Report("sorted by quality, first page", await MedianAsync(() => Task.FromResult(Find(index, new(), new(VariantSort.Quality, true), 0))), peer, "");
        Report("sorted by gene, last page", await MedianAsync(() => Task.FromResult(Find(index, new(), new(VariantSort.Gene), last))), peer, "");
        await using var services = Services(folder);
        var (files, job) = await StoreAsync(services, result);
        var reader = new VariantRecords(files);
        Report("first page with its records", await MedianAsync(() => reader.ReadAsync(job, index, Find(index, new(), VariantOrder.File, 0).Page, default)), peer, "");
        Report("last page with its records", await MedianAsync(() => reader.ReadAsync(job, index, Find(index, new(), VariantOrder.File, last).Page, default)), peer, "");
        Report("filter, sort and read a page from all over", await MedianAsync(() => reader.ReadAsync(job, index, Find(index, new() { MinQuality = 100 }, new(VariantSort.Quality, true), 0).Page, default)), peer, "");
    }

    private static VariantHits Find(VariantIndex index, VariantFilter filter, VariantOrder order, long skip) => VariantSearch.Find(index, filter, order, skip, PageSize, default);

    private static ServiceProvider Services(string folder)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Embedded:DataPath", Path.Combine(folder, "data"))]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddLogging();
        Gas.Pipeline.GasPipelineExtensions.AddProvider(services, settings);
        return services.BuildServiceProvider();
    }

    /// <summary>The result in a file store, and a job whose row points there.</summary>
    private static async Task<(IFileStore Files, Job Job)> StoreAsync(ServiceProvider services, string result)
    {
        var (files, id, now) = (services.GetRequiredService<IFileStore>(), JobId.New(DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch);
        await using var draft = await files.CreateAsync(JobFiles.Vcf(id, Guid.Empty), default);
        await using (var content = File.OpenRead(result))
        {
            await content.CopyToAsync(draft.Content);
        }

        var stored = await draft.CommitAsync(default);
        var job = Job.Submitted(id, new UserId("bench"), new PlanTerms(Plan.Premium), "bench.vcf", stored, "bench", new AnnotationOptions(), now);
        return (files, job with { Result = new JobResult(stored, null, null, 0, 0) });
    }

    private static async Task<long> AnnotateAsync(ReferenceBundle bundle, string vcf, string result, string? variants)
    {
        await using var input = File.OpenRead(vcf);
        await using var output = File.Create(result);
        await using var index = File.Create(result + ".tbi");
        await using var table = variants is null ? null : File.Create(variants);
        var summary = await new VcfAnnotator().AnnotateAsync(
            new AnnotationRequest { Input = input, InputLength = input.Length, InputName = "bench.vcf.gz", Reference = bundle, Result = output, Index = index, Variants = table, Log = new Progress<string>() },
            new Progress<AnnotationProgress>(),
            CancellationToken.None);
        return summary.Records;
    }

    private static async Task<TimeSpan> MedianAsync<T>(Func<Task<T>> ask)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < Asks; i++)
        {
            times.Add(await TimeAsync(ask));
        }

        times.Sort();
        return times[Asks / 2];
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var begin = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(begin);
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

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

    private static void Report(string what, TimeSpan time, TimeSpan peer, string more) =>
        Print($"  {what,-44} {time.TotalMilliseconds,9:N1} ms   {peer / time,8:N0} x as fast as bcftools   {more}");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
