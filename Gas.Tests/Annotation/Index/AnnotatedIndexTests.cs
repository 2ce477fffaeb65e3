using System.Text;
using Gas.Pipeline.Annotation.Index;
using Gas.Tests.Annotation.Genome;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Index;

/// <summary>The index that the engine writes beside its result.</summary>
public sealed class AnnotatedIndexTests
{
    [Fact]
    public async Task It_says_the_same_as_one_made_from_the_result()
    {
        var run = await VcfRun.AnnotateAsync(VcfText.Utf8(Records(4000)), threads: 2);
        var (written, made) = (VariantIndex.Open(run.Variants), await BuiltIndex.OfAsync(run.Result));
        var (first, second) = (written.Find(new VariantFilter()).Page, made.Find(new VariantFilter()).Page);
        Assert.Equal(first.Select(InWords), second.Select(InWords));
        Assert.Equal(run.Records, await written.LinesAsync(run.Result, first));
        Assert.Equal(run.Records, await made.LinesAsync(run.Result, second));
        Assert.Equal(made.Layout.Fields, written.Layout.Fields);
        Assert.Equal(run.Summary.Consequences, written.Facets.Consequences.ToDictionary());
        Assert.Equal(run.Summary.Contigs, written.Facets.Contigs);
    }

    [Fact]
    public async Task The_same_input_gives_the_same_index_on_any_number_of_threads()
    {
        var vcf = VcfText.Utf8(Records(9000));
        Assert.Equal((await VcfRun.AnnotateAsync(vcf, threads: 1)).Variants, (await VcfRun.AnnotateAsync(vcf, threads: 4)).Variants);
    }

    [Fact]
    public async Task Skipped_records_are_not_in_it()
    {
        var run = await VcfRun.AnnotateAsync(VcfText.Sites($"{VcfText.Contig} 100 . X T . . .", $"{VcfText.Contig} 23403 rs7 A G . PASS ."));
        var hit = Assert.Single(VariantIndex.Open(run.Variants).Find(new VariantFilter { Text = "RS7" }).Page);
        Assert.Equal((23403, "missense_variant", "MODERATE", "S"), (hit.Position, hit.Consequence, hit.Impact, hit.Genes[0]));
        Assert.Equal(1, run.Summary.Written);
    }

    private static string InWords(VariantHit hit) =>
        string.Join(' ', hit with { Genes = [], Ids = [], Place = default }, string.Join(',', hit.Genes), string.Join(',', hit.Ids));

    private static string Records(int count)
    {
        var text = new StringBuilder(VcfText.Sites());
        for (var i = 0; i < count; i++)
        {
            var position = 200 + (i * 29000L / count);
            var reference = Encoding.ASCII.GetString(SharedData.SarsCoV2.Sequence(0, (int)position, 1 + (i % 3)));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{VcfText.Contig}\t{position}\t{(i % 5 == 0 ? $"id{i}" : ".")}\t{reference}\t{reference[..1]}{(i % 2 == 0 ? "T" : "")},{(reference[0] == 'A' ? "C" : "A")}\t{i % 90}\tPASS\tAF=0.{i % 10},.;X={new string('x', i % 300)}\n");
        }

        return text.ToString();
    }
}
