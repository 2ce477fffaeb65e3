using System.Globalization;
using Gas.Pipeline.Annotation;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>
/// Files that were valid once, with bytes flipped, lines doubled, cut or swapped and fields exchanged: whatever comes, the engine annotates it or refuses it in words; it neither fails otherwise nor hangs.
/// <c>GAS_FUZZ=n</c> tries n files instead of the few that fit into every run; a failure prints the seed, which <c>GAS_FUZZ_SEED</c> takes.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_broken_file_is_refused_or_annotated()
    {
        var count = Setting("GAS_FUZZ", 400);
        var first = Setting("GAS_FUZZ_SEED", 1);
        var files = Seeds();
        var annotated = 0;
        var refusals = new Dictionary<string, int>();
        for (var seed = first; seed < first + count; seed++)
        {
            var random = new Random(seed);
            var broken = Mutation.Of(files[random.Next(files.Count)], random);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            stop.CancelAfter(Limit);
            try
            {
                var run = VcfRun.AnnotateAsync(broken, strict: random.Next(4) == 0, reference: SharedData.SarsCoV2, phasing: (Phasing)random.Next(3));
                await run.WaitAsync(stop.Token);
                annotated++;
            }
            catch (VcfException fault)
            {
                Assert.True(fault.Message.Length > 0, $"Seed {seed}: refused without a word.");
                var words = fault.Message[..Math.Min(40, fault.Message.Length)];
                refusals[words] = refusals.GetValueOrDefault(words) + 1;
            }
            catch (Exception fault)
            {
                Assert.Fail($"Seed {seed}: {fault}");
            }
        }

        output.WriteLine(string.Join('\n', refusals.OrderByDescending(pair => pair.Value).Take(20).Select(pair => $"{pair.Value} {pair.Key}")));

        // Files of other genomes are refused; enough of ours must come through for the test to mean something.
        Assert.True(annotated * 10 >= count, $"Only {annotated} of {count} files were annotated.");
    }

    [Fact]
    public async Task Memory_does_not_follow_the_size_that_a_file_claims()
    {
        var before = GC.GetTotalAllocatedBytes();
        var record = $"NC_045512.2\t1\t.\tA\t<DEL>\t.\t.\tEND={int.MaxValue}";
        await VcfRun.AnnotateAsync(VcfText.Utf8(VcfText.Sites() + record + "\n"));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 * 1024 * 1024);
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>The samples, a file with everything a record may hold, and the files of the specification where they are at hand.</summary>
    private static List<byte[]> Seeds()
    {
        List<byte[]> seeds = [.. Directory.EnumerateFiles(Path.Combine(SharedData.Root, "samples"), "*.vcf").Order().Select(File.ReadAllBytes)];
        seeds.Add(VcfText.Utf8("##fileformat=VCFv4.3\n##contig=<ID=NC_045512.2,length=29903>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"P\">\n"
            + VcfText.Columns + "\tFORMAT\tS1\tS2\n"
            + "NC_045512.2\t13468\t.\tC\tT,CA,<DEL>,*\t9\tPASS\tDP=3;END=13500\tGT:PS\t0|1:5\t2|3:5\nNC_045512.2\t13470\t.\tGGTTTGCGG\tG,GGTTTGCGA\t.\t.\t.\tGT\t1/2\t1|2\n"
            + "NC_045512.2\t21764\t.\tATACATG\tA\t.\t.\tCSQ=x\tGT\t1|1\t.\nNC_045512.2\t21770\t.\tG\tG]NC_045512.2:28000]\t.\t.\t.\tGT\t1\t0\nNC_045512.2\t28881\t.\tGGG\tAAC\t.\t.\t.\tGT\t0/1\t0/1\n"));
        var folder = Path.GetFullPath(Path.Combine(SharedData.Root, "..", "shared", "data", "vcf-spec"));
        if (Directory.Exists(folder))
        {
            seeds.AddRange(Directory.EnumerateFiles(folder, "*.vcf", SearchOption.AllDirectories).Order().Select(File.ReadAllBytes));
        }

        seeds.AddRange(Enumerable.Repeat(seeds[3], seeds.Count));
        seeds.AddRange(seeds.Take(3).Select(plain => VcfText.Bgzip(plain, 500)).ToList());
        return seeds;
    }
}
