using System.Buffers;
using System.Globalization;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Annotation.Known;
using Gas.Pipeline.Annotation.Vcf;
using Gas.Tests.Annotation.Genome;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Index;

/// <summary>The index is made of what was called; made of what was written of it, it is the same to the byte.</summary>
public sealed class CalledIndexTests : IDisposable
{
    private const string Header = """
        ##fileformat=VCFv4.2
        ##INFO=<ID=AF,Number=A,Type=Float,Description="f">
        ##INFO=<ID=CLNSIG,Number=.,Type=String,Description="s">
        #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO

        """;

    private static readonly string[] Significances = ["Pathogenic/Likely_pathogenic", "Benign", "Conflicting_interpretations", "."];
    private static readonly string[] Structural = ["<DEL>", "<DUP>", "<@OWN>", "*", "."];

    private readonly BundleFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task With_all_that_two_sources_and_regions_know(int seed)
    {
        var random = new Random(seed);
        var bases = new string([.. Enumerable.Range(0, 6000).Select(_ => "ACGT"[random.Next(4)])]);
        var regions = folder.Write("regions.bed", "1\t150\t200\tnear; by\n1\t180\t260\tmore\n");
        var bundle = await folder.BuildAsync("bundle", bases, [Source("clinvar", bases, random), Source("gnomad", bases, random)], [KnownSource.Parse($"lab_AF={regions}")!]);
        Assert.Equal(["Existing_variation", "CLIN_SIG", "clinvar_AF", "gnomad_AF", "lab_AF"], bundle.Known.Titles);
        Check(bundle, random, Phasing.None);
        Check(bundle, random, Phasing.AsWritten);
    }

    [Fact]
    public void With_genes_that_overlap() => Check(SharedData.SarsCoV2, new Random(3), Phasing.None);

    private static void Check(ReferenceBundle bundle, Random random, Phasing phasing)
    {
        var caller = new ConsequenceCaller(bundle, phasing != Phasing.None);
        var layout = ConsequenceLayout.Parse("CSQ", ConsequenceCaller.DescriptionFor(bundle, phasing));
        var (called, read) = (new VariantGroupBuilder(layout, 1, countsAlleles: false), new VariantGroupBuilder(layout, 1, countsAlleles: false));
        for (var i = 0; i < 2000; i++)
        {
            var line = VcfText.Utf8(Line(bundle, random));
            Assert.True(VcfRecord.TryParse(line, out var record, out _));
            var text = new ArrayBufferWriter<byte>();
            var entries = caller.Call(0, record.Position, record.Reference, record.Alternates, ChunkAnnotator.EndOf(record), null, i);
            entries?.Flush(text);
            called.Add(record, entries, ChunkAnnotator.EndOf(record), 100 * i);
            read.Add(record, text.WrittenSpan, ChunkAnnotator.EndOf(record), 100 * i);
        }

        using var first = called.Finish()!;
        using var second = read.Finish()!;
        Assert.Equal(second.Bytes.ToArray(), first.Bytes.ToArray());
    }

    private static string Line(ReferenceBundle bundle, Random random)
    {
        var position = 2 + random.Next(600);
        var bases = System.Text.Encoding.ASCII.GetString(bundle.Sequence(0, position, 1 + (random.Next(3) / 2 * random.Next(6))));
        var alternates = string.Join(',', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Next(4) switch
        {
            0 => bases + "ACGT"[random.Next(4)],
            1 => Structural[random.Next(Structural.Length)],
            _ => "ACGT"[random.Next(4)] + (random.Next(2) == 0 ? "" : bases[1..]),
        }));
        return string.Create(CultureInfo.InvariantCulture, $"1\t{position}\t{(random.Next(3) == 0 ? $"rs{position};own" : ".")}\t{bases}\t{alternates}\t{random.Next(90)}.{random.Next(9)}\t{(random.Next(5) == 0 ? "q10" : "PASS")}\tAF=0.{random.Next(100)};CLNSIG={Significances[random.Next(Significances.Length)]};END={position + random.Next(3000)}\tGT\t{random.Next(2)}/{random.Next(3)}");
    }

    private KnownSource Source(string name, string bases, Random random)
    {
        var lines = Enumerable.Range(2, 500).Select(position => string.Create(CultureInfo.InvariantCulture, $"1\t{position}\trs{position};{name}{random.Next(9)}\t{bases[position - 1]}\tA,C,G,T\t.\t.\tAF=0.{random.Next(1000)},.,1e-{random.Next(9)},0{(name == "clinvar" ? $";CLNSIG={Significances[random.Next(3)]}" : "")}"));
        return new KnownSource(name, folder.Write($"{name}.vcf", Header + string.Join('\n', lines) + "\n"), name == "clinvar" ? ["ID", "CLNSIG", "AF"] : ["ID", "AF"]);
    }
}
