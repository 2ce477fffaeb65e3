using Gas.Pipeline.Annotation.Index;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Index;

/// <summary>What the index answers is what reading every record would have.</summary>
public sealed class VariantIndexTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_filter_finds_what_a_scan_of_the_result_finds(int seed)
    {
        var random = new RandomVariants(seed);
        var samples = seed % 4 == 0 ? 0 : seed % 4;
        var records = random.Records(400, samples, sorted: seed % 3 > 0);
        var file = VcfText.Utf8(RandomVariants.File(records, samples));
        var result = seed % 2 == 0 ? VcfText.Bgzip(file, 700) : file;
        var index = await BuiltIndex.OfAsync(result);
        var plain = Array.ConvertAll(records, line => new PlainVariant(line, RandomVariants.Fields.Split('|')));
        Assert.Equal(records.Length, index.Records);
        for (var round = 0; round < 40; round++)
        {
            var filter = random.Filter();
            var expected = plain.Where(record => record.Passes(filter)).Select(record => record.Line).ToList();
            var found = index.Find(filter);
            Assert.Equal(expected.Count, found.Count);
            Assert.Equal(expected, await index.LinesAsync(result, found.Page));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_order_is_that_of_a_stable_sort_on_every_page(int seed)
    {
        var random = new RandomVariants(seed);
        var records = random.Records(300, 1, sorted: true);
        var index = await BuiltIndex.OfAsync(RandomVariants.File(records, 1));
        var plain = records.Select((line, row) => (Record: new PlainVariant(line, RandomVariants.Fields.Split('|')), Row: row)).ToList();
        foreach (var by in Enum.GetValues<VariantSort>())
        {
            foreach (var descending in new[] { false, true })
            {
                var order = new VariantOrder(by, descending);
                var sorted = plain.Select(pair => (Key: KeyOf(pair.Record, pair.Row, by), pair.Row)).OrderBy(pair => pair.Key is null).ThenBy(pair => pair.Key, Comparer<IComparable?>.Create((left, right) => descending ? Compare(right, left) : Compare(left, right))).ToList();
                var pages = new List<long>();
                for (var skip = 0; skip < records.Length; skip += 70)
                {
                    var page = index.Find(new VariantFilter(), order, skip, 70);
                    Assert.Equal(records.Length, page.Count);
                    pages.AddRange(page.Page.Select(hit => hit.Row));
                }

                Assert.Equal(sorted.Select(pair => (long)pair.Row), pages);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_hit_says_what_its_record_says(int seed)
    {
        var records = new RandomVariants(seed).Records(100, 2, sorted: false);
        var index = await BuiltIndex.OfAsync(RandomVariants.File(records, 2));
        foreach (var (hit, line) in index.Find(new VariantFilter()).Page.Zip(records))
        {
            var record = new PlainVariant(line, RandomVariants.Fields.Split('|'));
            Assert.Equal((record.Contig, record.Position, record.End, record.Filter, record.Worst, record.Quality, record.Frequency), (hit.Contig, hit.Position, hit.End, hit.Filter, hit.Consequence, hit.Quality, hit.Frequency));
            Assert.Equal(record.Genes, hit.Genes);
            Assert.Equal(record.Ids, hit.Ids);
            Assert.Equal(record.Classes.ToHashSet(), VariantWords.Classes.NamesOf(hit.Classes).ToHashSet());
            Assert.Equal(record.Genotypes.ToHashSet(), VariantWords.Genotypes.NamesOf(hit.Genotypes).ToHashSet());
            Assert.Equal(record.Significances.ToHashSet(), VariantWords.Significances.NamesOf(hit.Significances).ToHashSet());
        }
    }

    [Fact]
    public async Task The_facets_count_what_filtering_by_them_finds()
    {
        var index = await BuiltIndex.OfAsync(RandomVariants.File(new RandomVariants(7).Records(500, 2, sorted: true), 2));
        var facets = index.Facets;
        Assert.All(facets.Contigs, pair => Assert.Equal(pair.Value, index.Find(new VariantFilter { Regions = [new VariantRegion(pair.Key)] }).Count));
        Assert.All(facets.Genes, pair => Assert.Equal(pair.Value, index.Find(new VariantFilter { Genes = [pair.Key] }).Count));
        Assert.All(facets.Filters, pair => Assert.Equal(pair.Value, index.Find(new VariantFilter { Filters = [pair.Key] }).Count));
        Assert.All(facets.Consequences, pair => Assert.Equal(pair.Value, index.Find(new VariantFilter { Consequences = VariantWords.Consequences.BitOf(pair.Key) }).Count));
        Assert.All(facets.Impacts, pair => Assert.Equal(pair.Value, index.Find(new VariantFilter { Impacts = VariantWords.Impacts.BitOf(pair.Key) }).Count));
        Assert.All(facets.Classes, pair => Assert.Equal(pair.Value, index.Find(new VariantFilter { Classes = VariantWords.Classes.BitOf(pair.Key) }).Count));
        Assert.All(facets.Genotypes, pair => Assert.Equal(pair.Value, index.Find(new VariantFilter { Genotypes = VariantWords.Genotypes.BitOf(pair.Key) }).Count));
        Assert.NotEmpty(facets.Significances);
        Assert.True(facets is { HasFrequencies: true, HasIds: true });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_file_without_records_has_an_index_that_finds_nothing(int samples)
    {
        var index = await BuiltIndex.OfAsync(VcfText.Bgzip(VcfText.Utf8(RandomVariants.File([], samples))));
        Assert.Equal(0, index.Records);
        Assert.Empty(index.Find(new VariantFilter()).Page);
        Assert.Equal(0, index.Find(new VariantFilter { Known = true }, new VariantOrder(VariantSort.Quality)).Count);
        Assert.Empty(index.Facets.Genes);
    }

    [Fact]
    public async Task Genotypes_of_very_many_samples_are_not_read_and_the_index_says_so()
    {
        var many = await BuiltIndex.OfAsync(RandomVariants.File(new RandomVariants(1).Records(20, 65, sorted: true), 65));
        Assert.False(many.HasGenotypes);
        Assert.Equal(65, many.Samples.Count());
        Assert.Empty(many.Facets.Genotypes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-15)]
    public async Task A_damaged_index_is_refused(int at)
    {
        var output = new MemoryStream();
        await VariantIndexBuilder.BuildAsync(new MemoryStream(VcfText.Utf8(RandomVariants.File(new RandomVariants(3).Records(50, 0, sorted: true), 0))), output, new Progress<long>(), TestContext.Current.CancellationToken);
        var bytes = output.ToArray();
        bytes[at < 0 ? bytes.Length + at : 100] ^= 1;
        Assert.Throws<InvalidDataException>(() => VariantIndex.Open(bytes));
        Assert.Throws<InvalidDataException>(() => VariantIndex.Open(bytes[..^1]));
    }

    [Theory]
    [InlineData("##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID'\">", "ANN=T|upstream_gene_variant|MODIFIER|G2|x,T|missense_variant&splice_region_variant|MODERATE|G1|y")]
    [InlineData("##INFO=<ID=BCSQ,Number=.,Type=String,Description=\"Local consequence annotation from BCFtools/csq, see http://x for details. Format: [*]consequence|gene|transcript|biotype\">", "BCSQ=@7,upstream_gene|G2,*missense&splice_region|G1|T|protein_coding")]
    public async Task Other_annotators_fields_are_read_too(string header, string info)
    {
        var index = await BuiltIndex.OfAsync(VcfText.File(header, $"1 7 . A T . PASS {info}"));
        var hit = Assert.Single(index.Find(new VariantFilter { AnyTranscript = true, Consequences = VariantWords.Consequences.BitOf("upstream_gene_variant") }).Page);
        Assert.Equal(("missense_variant", "MODERATE"), (hit.Consequence, hit.Impact));
        Assert.Equal(["G1", "G2"], hit.Genes);
    }

    [Fact]
    public async Task A_result_that_is_no_vcf_has_no_index()
    {
        await Assert.ThrowsAsync<Gas.Pipeline.Annotation.VcfException>(() => BuiltIndex.OfAsync("nothing\n"));
        await Assert.ThrowsAsync<Gas.Pipeline.Annotation.VcfException>(() => BuiltIndex.OfAsync(RandomVariants.File(["1\t2"], 0)));
    }

    private static int Compare(IComparable? left, IComparable? right) => left is string first ? StringComparer.OrdinalIgnoreCase.Compare(first, right) : System.Collections.Comparer.DefaultInvariant.Compare(left, right);

    private static IComparable? KeyOf(PlainVariant record, int row, VariantSort by) => by switch
    {
        VariantSort.Gene => record.Genes is [var first, ..] ? first : null,
        VariantSort.Consequence => record.Worst is null ? null : VariantWords.Consequences.Names.ToList().IndexOf(record.Worst),
        VariantSort.Class => record.Classes.Count == 0 ? null : record.Classes.Min(name => VariantWords.Classes.Names.ToList().IndexOf(name)),
        VariantSort.Quality => record.Quality,
        VariantSort.Filter => record.Filter,
        VariantSort.Frequency => record.Frequency,
        VariantSort.Significance => record.Significances.Count == 0 ? null : record.Significances.Min(name => VariantWords.Significances.Names.ToList().IndexOf(name)),
        _ => row,
    };
}
