using Bunit;
using Gas.Blazor.Components.Variants;
using Gas.Blazor.Variants;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Variants;
using Gas.Tests.Annotation.Index;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Blazor.Variants;

/// <summary>The table, the drawer and the form by themselves.</summary>
public sealed class VariantPartsTests : PageContext
{
    private const string Hostile = "<script>alert(1)</script>";
    private const string Address = "jobs/7/variants";

    [Fact]
    public async Task Hostile_text_of_the_file_stays_text()
    {
        var (index, row) = await RowAsync($"1 7 {Hostile} A T 9 {Hostile} X={Hostile};CSQ=T|missense_variant|MODERATE|{Hostile}|||{Hostile}||");
        var table = Render<VariantTable>(parameters => parameters.Add(part => part.Address, Address).Add(part => part.Query, new VariantQuery()).Add(part => part.Columns, Enum.GetValues<VariantTableColumn>()).Add(part => part.Rows, [row]));
        var drawer = Render<VariantDrawer>(parameters => parameters.Add(part => part.Row, row).Add(part => part.Samples, index.Samples).Add(part => part.Reference, "GRCh38"));
        var form = Render<VariantFilterForm>(parameters => parameters.Add(part => part.Address, Address).Add(part => part.Query, VariantQuery.Parse($"q={Uri.EscapeDataString(Hostile)}")).Add(part => part.Facets, index.Facets));
        Assert.Contains(Hostile, table.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains(Hostile, drawer.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.Equal(Hostile, form.Find("input[name=q]").GetAttribute("value"));
        Assert.Empty(table.FindAll("script").Concat(drawer.FindAll("script")).Concat(form.FindAll("script")));
        Assert.All(drawer.FindAll("a"), link => Assert.StartsWith("https://", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_is_told_and_turned_by_its_column()
    {
        var (_, row) = await RowAsync("1 7 . A T 9 PASS .");
        var table = Render<VariantTable>(parameters => parameters.Add(part => part.Address, Address).Add(part => part.Query, VariantQuery.Parse("gene=S&sort=-quality&page=4")).Add(part => part.Columns, [VariantTableColumn.Quality]).Add(part => part.Rows, [row]));
        var heads = table.FindAll("th");
        Assert.Equal(["none", "descending"], heads.Select(head => head.GetAttribute("aria-sort")));
        Assert.Equal([$"{Address}?gene=S", $"{Address}?gene=S&sort=quality"], table.FindAll("th a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task A_row_whose_record_is_archived_shows_what_the_index_keeps()
    {
        var (_, row) = await RowAsync("1 7 rs5 A T 9 PASS CSQ=T|stop_gained|HIGH|TTN|||||");
        var table = Render<VariantTable>(parameters => parameters.Add(part => part.Address, Address).Add(part => part.Query, new VariantQuery()).Add(part => part.Columns, Enum.GetValues<VariantTableColumn>()).Add(part => part.Rows, [row with { Record = null }]));
        var text = table.Find("tbody").TextContent;
        Assert.Contains("1:7", text, StringComparison.Ordinal);
        Assert.Contains("stop gained", text, StringComparison.Ordinal);
        Assert.Contains("TTN", text, StringComparison.Ordinal);
        Assert.Contains("rs5", text, StringComparison.Ordinal);
        Assert.Empty(table.FindAll("button"));
    }

    [Fact]
    public async Task A_table_that_opens_nothing_is_read()
    {
        var (_, row) = await RowAsync("1 7 . A T 9 PASS .");
        Assert.Empty(Show().FindAll("button"));
        Assert.Single(Show(_ => { }).FindAll("button"));

        IRenderedComponent<VariantTable> Show(Action<VariantRow>? open = null) => Render<VariantTable>(parameters =>
        {
            parameters.Add(part => part.Address, Address).Add(part => part.Query, new VariantQuery()).Add(part => part.Columns, []).Add(part => part.Rows, [row]);
            if (open is not null)
            {
                parameters.Add(part => part.OnOpen, open);
            }
        });
    }

    [Fact]
    public async Task The_form_holds_what_the_address_says()
    {
        var (index, _) = await RowAsync("1 7 . A T 9 q10 CSQ=T|stop_gained|HIGH|TTN|||||0.2");
        var form = Render<VariantFilterForm>(parameters => parameters
            .Add(part => part.Address, Address)
            .Add(part => part.Query, VariantQuery.Parse("gene=TTN&consequence=stop_gained&filter=q10&known=no&af_max=0.5&sort=-gene&region=1:5-9"))
            .Add(part => part.Facets, index.Facets));
        Assert.Equal(["stop_gained", "q10"], form.FindAll("input[type=checkbox][checked]").Select(box => box.GetAttribute("value")));
        Assert.Equal(("TTN", "1:5-9", "0.5", "-gene"), (ValueOf("gene"), ValueOf("region"), ValueOf("af_max"), ValueOf("sort")));
        Assert.Equal("no", form.Find("option[selected]").GetAttribute("value"));

        string? ValueOf(string name) => form.Find($"input[name={name}]").GetAttribute("value");
    }

    private static async Task<(VariantIndex Index, VariantRow Row)> RowAsync(string record)
    {
        var line = record.Replace(' ', '\t');
        var index = await BuiltIndex.OfAsync(RandomVariants.File([line], 0));
        return (index, new VariantRow(Assert.Single(index.Find(new VariantFilter()).Page), VariantRecord.Parse(VcfText.Utf8(line), index.Layout), index.Layout));
    }
}
