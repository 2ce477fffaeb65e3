using System.Net;
using System.Text.RegularExpressions;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Mail;

namespace Gas.Tests.Blazor.Results;

/// <summary>The summary's page and the report, asked of the server.</summary>
public sealed class ReportTests(GasServer server) : IClassFixture<GasServer>
{
    private const string Hostile = """
        ##fileformat=VCFv4.2
        ##FORMAT=<ID=GT,Number=1,Type=String,Description="g">
        #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	<script>alert(1)</script>
        NC_045512.2	23403	.	A	G	50	</style><img/src=x>	.	GT	0/1

        """;

    [Fact]
    public async Task A_report_is_one_file_that_needs_nothing_else()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var job = await CompletedAsync(ann, "my <b>run</b>.vcf");
        using var answer = await ann.GetAsync($"/api/jobs/{job}/report");
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(".report.html", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        var report = await Visitor.TextOfAsync(answer);
        Assert.StartsWith("<!DOCTYPE html>", report, StringComparison.Ordinal);
        Assert.Contains("missense variant", report, StringComparison.Ordinal);
        Assert.Contains("<svg", report, StringComparison.Ordinal);
        Assert.Contains(".chart-bar {", report, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("<(script|link|img|iframe|a) |<script>|</style><img| on[a-z]+=|(src|href)=\"", RegexOptions.IgnoreCase), report);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", report, StringComparison.Ordinal);
        Assert.Contains("&lt;/style&gt;", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_has_a_page_of_its_own_that_leads_to_the_table()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var browser = await server.VisitAsAsync(GasServer.Ann);
        var job = await CompletedAsync(ann, "page.vcf");
        var page = await browser.ReadAsync($"/jobs/{job}/summary");
        Assert.Contains("Summary of page.vcf", page, StringComparison.Ordinal);
        Assert.Contains($"jobs/{job}/variants?gene=S", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_without_a_result_says_why_there_is_no_summary()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var browser = await server.VisitAsAsync(GasServer.Ann);
        using var sent = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=broken.vcf&strict=true", new StringContent("##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t1\t.\tA\tZ\t.\t.\t.\n"));
        var job = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();
        await ReachesAsync(job, JobState.Failed);
        Assert.Contains("It is written when the job is completed.", await browser.ReadAsync($"/jobs/{job}/summary"), StringComparison.Ordinal);
        using var report = await ann.GetAsync($"/api/jobs/{job}/report");
        Assert.Equal(HttpStatusCode.Conflict, report.StatusCode);
    }

    private async Task<Guid> CompletedAsync(Visitor owner, string name)
    {
        using var sent = await owner.SendAsync(HttpMethod.Post, $"/api/jobs?name={Uri.EscapeDataString(name)}", new StringContent(Hostile));
        var job = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();
        await ReachesAsync(job, JobState.Completed);
        return job;
    }

    private Task ReachesAsync(Guid job, JobState state) =>
        Until.TrueAsync(async () => (await server.Store.FindAsync(new JobId(job), TestContext.Current.CancellationToken))?.State == state, $"the job is {state}");
}
