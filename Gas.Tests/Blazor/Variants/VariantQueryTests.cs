using Gas.Blazor.Variants;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Variants;
using Gas.Tests.Annotation.Index;

namespace Gas.Tests.Blazor.Variants;

/// <summary>The filter in the address.</summary>
public sealed class VariantQueryTests
{
    [Fact]
    public void Any_filter_comes_back_from_its_address()
    {
        var random = new RandomVariants(11);
        for (var i = 0; i < 300; i++)
        {
            var query = new VariantQuery { Filter = random.Filter(), Order = new VariantOrder((VariantSort)(i % 8), i % 3 == 0), Page = 1 + (i % 4) };
            var back = VariantQuery.Parse(query.ToQuery());
            Assert.Empty(back.Faults);
            Assert.Equal(query.ToQuery(), back.ToQuery());
            Assert.Equivalent(query.Filter, back.Filter, strict: true);
            Assert.Equal((query.Order, query.Page), (back.Order, back.Page));
        }
    }

    [Fact]
    public void The_names_that_charts_link_with_are_understood()
    {
        var filter = VariantQuery.Parse("?consequence=missense_variant&consequence=stop+gained&gene=S&gene=N,ORF1ab&impact=high&contig=chr1&class=spanning%20deletion&class=snv").Filter;
        Assert.Equal(["missense_variant", "stop_gained"], VariantWords.Consequences.NamesOf(filter.Consequences).Order());
        Assert.Equal(["S", "N", "ORF1ab"], filter.Genes);
        Assert.Equal(["HIGH"], VariantWords.Impacts.NamesOf(filter.Impacts));
        Assert.Equal(new VariantRegion("chr1"), Assert.Single(filter.Regions));
        Assert.Equal(["SNV", "spanning deletion"], VariantWords.Classes.NamesOf(filter.Classes));
    }

    [Theory]
    [InlineData("region=7:9-3", "'7:9-3' is no region")]
    [InlineData("consequence=bad", "'bad' is no consequence: choose from transcript_ablation")]
    [InlineData("af_max=much", "af_max must be a number, not 'much'.")]
    [InlineData("sort=-size", "'size' is no order: choose from position, gene")]
    [InlineData("sort=3", "'3' is no order")]
    public void What_says_nothing_is_told(string query, string fault) => Assert.StartsWith(fault, Assert.Single(VariantQuery.Parse(query).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData("region=chr7:117,480,025-117,668,665", "region=chr7%3A117480025-117668665")]
    [InlineData("page=0&page=7", "")]
    [InlineData("known=yes&any=on&q=%20rs%201%20&unknown=1", "any=true&known=yes&q=rs%201")]
    public void An_address_has_one_form(string query, string form) => Assert.Equal(form, VariantQuery.Parse(query).ToQuery());

    [Fact]
    public void Each_part_can_be_left_out()
    {
        var query = VariantQuery.Parse("gene=S&gene=N&impact=HIGH&sort=-quality&page=3");
        Assert.Equal(["gene S", "gene N", "impact HIGH"], query.Parts().Select(part => part.Words));
        Assert.Equal("gene=S&impact=HIGH&sort=-quality", query.Parts().ElementAt(1).Without.ToQuery());
    }

    [Theory]
    [InlineData("GRCh38-genes Human GRCh38", "www.ensembl.org", "gnomad_r4", "chrpos38")]
    [InlineData("mine hg19", "grch37.ensembl.org", "gnomad_r2_1", "chrpos37")]
    public void A_human_variant_has_pages_elsewhere(string reference, string ensembl, string gnomad, string clinvar)
    {
        var record = VariantRecord.Parse("chr17\t7674220\tx;rs11540652\tC\tT,<DEL>\t.\tPASS\t."u8, ConsequenceLayout.None);
        var links = OutsideLink.Of(reference, record).ToList();
        Assert.Equal(["Ensembl", "ClinVar", "dbSNP rs11540652", "gnomAD C>T"], links.Select(link => link.Title));
        Assert.StartsWith($"https://{ensembl}/Homo_sapiens/Location/View?r=17:7674170-7674270", links[0].Address, StringComparison.Ordinal);
        Assert.Contains(clinvar, links[1].Address, StringComparison.Ordinal);
        Assert.Equal($"https://gnomad.broadinstitute.org/variant/17-7674220-C-T?dataset={gnomad}", links[3].Address);
        Assert.Empty(OutsideLink.Of("NC_045512.2 SARS-CoV-2", record));
    }

    [Fact]
    public void A_contig_s_name_cannot_lead_elsewhere()
    {
        var record = VariantRecord.Parse("1&x=\"/..\t5\t.\tC\tT\t.\t.\t."u8, ConsequenceLayout.None);
        Assert.All(OutsideLink.Of("GRCh38", record), link => Assert.DoesNotContain("&x=", link.Address, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_s_address_tells_the_job()
    {
        var id = JobId.New(DateTimeOffset.UnixEpoch);
        Assert.Equal($"jobs/{id}/variants", new VariantQuery().ToUri(VariantQuery.AddressOf(id)));
        Assert.Equal($"jobs/{id}/variants?gene=S%26T", new VariantQuery { Filter = new VariantFilter { Genes = ["S&T"] } }.ToUri(VariantQuery.AddressOf(id)));
    }
}
