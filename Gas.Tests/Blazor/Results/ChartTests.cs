using Bunit;
using Gas.Blazor.Components.Charts;
using Gas.Blazor.Results;
using Gas.Blazor.Variants;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Annotation.Vcf.Counts;
using Gas.Pipeline.Jobs;
using Gas.Tests.Annotation.Genome;
using Gas.Tests.Annotation.Index;
using Gas.Tests.Annotation.Vcf;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Blazor.Results;

public sealed class ChartTests : ComponentContext
{
    [Fact]
    public void Bars_are_in_order_and_carry_their_numbers()
    {
        var bars = Enumerable.Range(1, 10).Select(number => new ChartBar($"term {number}", 110 - (10 * number))).ToList();

        var chart = Render<BarChart>(parameters => parameters.Add(chart => chart.Title, "Consequences").Add(chart => chart.Head, "Term").Add(chart => chart.Of, "records").Add(chart => chart.Bars, bars));

        Assert.Equal(8, chart.FindAll("li").Count);
        Assert.Equal("term 1", chart.Find(".chart-name").TextContent);
        Assert.StartsWith("100 records", chart.Find(".chart-count").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 more in the table", chart.Markup, StringComparison.Ordinal);
        Assert.Equal(10, chart.FindAll("tbody tr").Count);
        Assert.Equal(["100", "18.2 %"], chart.FindAll("tbody tr:first-child td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void A_chart_of_nothing_is_not_drawn()
    {
        Assert.Empty(Render<BarChart>(parameters => parameters.Add(chart => chart.Title, "Genes").Add(chart => chart.Head, "Gene").Add(chart => chart.Of, "records").Add(chart => chart.Bars, [])).Markup.Trim());
        Assert.Empty(Render<HistogramChart>(parameters => parameters.Add(chart => chart.Title, "Quality").Add(chart => chart.Axis, "QUAL").Add(chart => chart.Of, "records").Add(chart => chart.Bars, [new("a", 0)])).Markup.Trim());
    }

    [Fact]
    public void Each_bar_leads_to_the_records_that_it_counts()
    {
        var job = SampleJobs.Queued();
        var links = Show(Summaries.Full, (field, value) => ResultLinks.Variants(job.Id, field, value)).FindAll(".chart-bars a, .chart-density a, .chart-columns a").Select(link => link.GetAttribute("href")).ToList();

        foreach (var expected in new[] { "impact=HIGH", "consequence=missense_variant", "gene=N%26%3Cb%3E", "class=SNV", "contig=chrM", "filter=PASS", "filter=.", "qual_below=10", "qual_min=10&qual_below=20", "significance=likely_pathogenic" })
        {
            Assert.Contains($"jobs/{job.Id}/variants?{expected}", links);
        }
    }

    [Fact]
    public void A_term_of_a_tool_s_own_leads_to_the_others()
    {
        var summary = Summaries.Old with { Consequences = new Dictionary<string, long> { ["start_lost"] = 1, ["odd_thing"] = 2 } };

        Assert.Equal(["consequence=start_lost", "consequence=other"], new SummaryBars(summary, (field, value) => $"{field}={value}").Consequences.Select(bar => bar.Link));
    }

    [Fact]
    public void Filters_that_were_not_counted_apart_lead_nowhere() =>
        Assert.Equal([null], new SummaryBars(Summaries.Old with { Filters = new Dictionary<string, long> { [TextCounts.Others] = 3 } }, (field, value) => $"{field}={value}").Filters.Select(bar => bar.Link));

    [Fact]
    public async Task A_bar_leads_to_as_many_records_as_it_counts()
    {
        string[] qualities = [".", "0", "9.99999999", "10", "1e1", "19.9999999999", "20", "59.999999", "999.99999", "1000", "1e39", "1E+400", "Infinity"];
        string[] filters = ["PASS", ".", "q10", "q10;s50"];
        var run = await VcfRun.AnnotateAsync(VcfText.Sites([.. qualities.Select((quality, number) => $"{VcfText.Contig} {23403 + number} . {Base(23403 + number)} {(Base(23403 + number) == "T" ? "A" : "T")} {quality} {filters[number % 4]} .")]));
        Assert.Equal(qualities.Length, run.Summary.Written);
        var index = VariantIndex.Open(run.Variants);
        var bars = new SummaryBars(run.Summary, (field, value) => ResultLinks.Variants(JobId.New(SampleJobs.Start), field, value));

        Assert.All(bars.Qualities.Concat(bars.Filters).Where(bar => bar.Link is not null), bar => Assert.Equal((bar.Name, bar.Count), (bar.Name, index.Find(VariantQuery.Parse(bar.Link!.Split('?')[1]).Filter).Count)));
        Assert.Equal(4, bars.Filters.Count(bar => bar.Link is not null));
        Assert.Equal(["< 10", "10–20", "20–30", "60–80", "≥ 1000"], bars.Qualities.Where(bar => bar.Link is not null).Select(bar => bar.Name));
    }

    [Theory]
    [InlineData("##INFO=<ID=AF,Number=A,Type=Float,Description=\"f\">", "AF=0.5", "AF=0.05", "AF=1e-5", "AF=0.9", "AF=.")]
    [InlineData("##INFO=<ID=AC,Number=A,Type=Integer,Description=\"c\">\n##INFO=<ID=AN,Number=1,Type=Integer,Description=\"n\">", "AC=5;AN=10", "AC=1;AN=20", "AC=1;AN=100000", "AC=9;AN=10", "AC=.;AN=10")]
    public async Task A_bar_of_frequencies_leads_to_the_records_that_it_counts_however_the_file_tells_them(string header, params string[] infos)
    {
        var run = await VcfRun.AnnotateAsync(VcfText.File($"##contig=<ID={VcfText.Contig},length=29903>\n{header}", [.. infos.Select((info, number) => $"{VcfText.Contig} {23403 + number} . {Base(23403 + number)} {(Base(23403 + number) == "T" ? "A" : "T")} . . {info}")]));
        var index = VariantIndex.Open(run.Variants);
        var bars = new SummaryBars(run.Summary, (field, value) => ResultLinks.Variants(JobId.New(SampleJobs.Start), field, value)).Frequencies;

        Assert.Equal(["< 0.0001", "0.05–0.1", "0.5–0.6", "≥ 0.9"], bars.Where(bar => bar.Link is not null).Select(bar => bar.Name));
        Assert.All(bars.Where(bar => bar.Link is not null), bar => Assert.Equal((bar.Name, 1), (bar.Name, index.Find(VariantQuery.Parse(bar.Link!.Split('?')[1]).Filter).Count)));
    }

    [Fact]
    public void A_significance_of_several_words_leads_to_the_records_of_each() =>
        Assert.Equal(
            ["significance=pathogenic&significance=likely_pathogenic&significance=drug_response", null],
            new SummaryBars(Summaries.Old with { Significances = new Dictionary<string, long> { ["Pathogenic/Likely_pathogenic|drug_response"] = 2, ["."] = 1 } }, (field, value) => $"{field}={value}").Significances.Select(bar => bar.Link));

    [Fact]
    public void A_histogram_is_told_in_words_and_its_table_has_what_it_draws()
    {
        var chart = Show(Summaries.Full).FindComponents<HistogramChart>().Single(chart => chart.Instance.Title == "Quality");

        Assert.Equal("Quality: 100 records by QUAL, from < 10 to ≥ 1000; most, 99, at 10–20. The table has all.", chart.Find("svg").GetAttribute("aria-label"));
        Assert.Equal("img", chart.Find("svg").GetAttribute("role"));
        Assert.Equal(2, chart.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Density_is_told_in_words_contig_by_contig() =>
        Assert.Equal(
            ["chr1: 63 records, most from 2,049 to 3,072", "chrM: 37 records, most from 1 to 64"],
            Show(Summaries.Full).FindAll(".chart-density svg").Select(strip => strip.GetAttribute("aria-label")));

    [Fact]
    public void Colours_never_tell_alone()
    {
        var charts = Show(Summaries.Full);

        Assert.Contains("stop gained", charts.FindAll("li.tone-high").Select(bar => bar.TextContent).Aggregate((left, right) => left + right), StringComparison.Ordinal);
        Assert.Contains("transition", charts.Find("li.tone-other").TextContent, StringComparison.Ordinal);
        Assert.Contains("not filtered (.)", charts.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_from_a_file_is_text()
    {
        var charts = Show(Summaries.Full);

        Assert.Empty(charts.FindAll("script"));
        Assert.Empty(charts.FindAll("b"));
        Assert.Contains("<script>alert(1)</script>", charts.FindAll("th").Select(cell => cell.TextContent));
    }

    [Fact]
    public void A_summary_of_a_former_version_shows_what_it_has()
    {
        var charts = Show(Summaries.Old);

        Assert.Equal(["Consequences", "Genes", "Variant classes"], charts.FindAll("h3").Select(title => title.TextContent));
        Assert.Empty(charts.FindAll(".chart-more"));
    }

    [Fact]
    public void Figures_leave_out_what_nobody_knows()
    {
        Assert.Contains("Known alleles", Figures(Summaries.Full), StringComparison.Ordinal);
        Assert.Contains("3.00", Figures(Summaries.Full), StringComparison.Ordinal);
        Assert.DoesNotContain("Known alleles", Figures(Summaries.Old), StringComparison.Ordinal);
        Assert.DoesNotContain("Ti/Tv", Figures(Summaries.Old with { Transversions = 0 }), StringComparison.Ordinal);

        string Figures(AnnotationSummary summary) => Render<SummaryFigures>(parameters => parameters.Add(figures => figures.Summary, summary)).Markup;
    }

    [Theory]
    [InlineData(0, 10, "0 %")]
    [InlineData(1, 100_000, "<0.1 %")]
    [InlineData(1, 8, "12.5 %")]
    [InlineData(99_999, 100_000, ">99.9 %")]
    [InlineData(5, 5, "100 %")]
    [InlineData(0, 0, "0 %")]
    public void Shares_never_round_to_nothing_or_all(long part, long all, string words) => Assert.Equal(words, ChartNumber.Share(part, all));

    private IRenderedComponent<SummaryCharts> Show(AnnotationSummary summary, Func<string, string, string>? link = null) =>
        Render<SummaryCharts>(parameters => parameters.Add(charts => charts.Summary, summary).Add(charts => charts.Link, link));

    private static string Base(int position) => System.Text.Encoding.ASCII.GetString(SharedData.SarsCoV2.Sequence(0, position, 1));
}
