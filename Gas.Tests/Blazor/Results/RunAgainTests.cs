using System.Net;
using System.Net.Http.Json;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Mail;

namespace Gas.Tests.Blazor.Results;

/// <summary>A file run once more with other options, the two runs compared, and what its owner writes about it.</summary>
public sealed class RunAgainTests(GasServer server) : IClassFixture<GasServer>
{
    /// <summary>Two changes of one codon, which are another amino acid together than each alone.</summary>
    private const string Codon = """
        ##fileformat=VCFv4.2
        ##FORMAT=<ID=GT,Number=1,Type=String,Description="g">
        #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	s
        NC_045512.2	23403	.	A	G	.	.	.	GT	1|1
        NC_045512.2	28881	.	G	A	.	.	.	GT	1|1
        NC_045512.2	28882	.	G	A	.	.	.	GT	1|1
        NC_045512.2	28883	.	G	C	.	.	.	GT	1|1

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_again_with_other_options_and_the_two_are_compared()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var first = await SendAsync(ann, "/api/jobs?name=codon.vcf", new StringContent(Codon));
        var second = await SendAsync(ann, $"/api/jobs/{first}/again?phasing=AsWritten");
        var (old, present) = (await FindAsync(first), await FindAsync(second));
        Assert.Equal((old.FileName, old.Reference, old.Input.Sha256, Phasing.AsWritten), (present.FileName, present.Reference, present.Input.Sha256, present.Options.Phasing));
        Assert.NotEqual(old.Input.Key, present.Input.Key);

        using var answer = await ann.GetAsync($"/api/jobs/{second}/compare/{first}");
        var lines = (await Visitor.TextOfAsync(answer)).Split('\n');
        Assert.Contains(lines, line => line.StartsWith("changed\tNC_045512.2\t28881\tG\tA", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("\t23403\t", StringComparison.Ordinal));
        Assert.Contains("# 2 alike, 2 changed, 0 added, 0 removed", lines);

        using var browser = await server.VisitAsAsync(GasServer.Ann);
        var page = await browser.ReadAsync($"/jobs/{second}/compare");
        Assert.Contains($"jobs/{second}/compare?with={first}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_copy_outlives_the_first_job()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var first = await SendAsync(ann, "/api/jobs?name=first.vcf", new StringContent(Codon));
        var second = await SendAsync(ann, $"/api/jobs/{first}/again?strict=true");
        using var deleted = await ann.SendAsync(HttpMethod.Delete, $"/api/jobs/{first}");
        await Until.TrueAsync(async () => await server.Store.FindAsync(new JobId(first), Cancellation) is null, "the first job is gone");
        Assert.Equal(Codon, await ann.ReadAsync($"/api/jobs/{second}/download/input"));
    }

    [Fact]
    public async Task A_foreign_job_is_neither_run_nor_compared()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var bob = await server.CallAsAsync(GasServer.Bob);
        var (mine, again) = (await SendAsync(ann, "/api/jobs?name=mine.vcf", new StringContent(Codon)), await SendAsync(bob, "/api/jobs?name=his.vcf", new StringContent(Codon)));
        using var run = await bob.SendAsync(HttpMethod.Post, $"/api/jobs/{mine}/again");
        using var compared = await bob.GetAsync($"/api/jobs/{again}/compare/{mine}");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (run.StatusCode, compared.StatusCode));
    }

    [Fact]
    public async Task A_refused_wish_says_what_is_wrong()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var job = await SendAsync(ann, "/api/jobs?name=wish.vcf", new StringContent(Codon));
        using var answer = await ann.SendAsync(HttpMethod.Post, $"/api/jobs/{job}/again?reference=mars");
        Assert.Contains("reference must be one of those installed", await Visitor.TextOfAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_writes_about_a_job_and_nobody_else_does()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var bob = await server.CallAsAsync(GasServer.Bob);
        using var admin = await server.CallAsAsync(GasServer.Admin);
        var job = await SendAsync(ann, "/api/jobs?name=labelled.vcf", new StringContent(Codon));
        var path = $"/api/jobs/{job}/labels";
        using var written = await ann.SendAsync(HttpMethod.Put, path, Json("for <b>us</b>", "trio", "paper"));
        Assert.Equal(["trio", "paper"], (await Visitor.JsonOfAsync(written)).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        using var foreign = await bob.SendAsync(HttpMethod.Put, path, Json("mine now"));
        using var others = await admin.SendAsync(HttpMethod.Put, path, Json("mine now"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (foreign.StatusCode, others.StatusCode));
        using var tooLong = await ann.SendAsync(HttpMethod.Put, path, Json(new string('x', JobLabels.LongestNote + 1)));
        Assert.Contains("must not be longer", await Visitor.TextOfAsync(tooLong), StringComparison.Ordinal);
        using var browser = await server.VisitAsAsync(GasServer.Ann);
        var page = await browser.ReadAsync($"/jobs/{job}");
        Assert.Contains("for &lt;b&gt;us&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("trio", await browser.ReadAsync("/jobs"), StringComparison.Ordinal);

        static JsonContent Json(string note, params string[] tags) => JsonContent.Create(new { note, tags });
    }

    private async Task<Guid> SendAsync(Visitor owner, string path, HttpContent? body = null)
    {
        using var sent = await owner.SendAsync(HttpMethod.Post, path, body);
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        var job = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();
        await Until.TrueAsync(async () => (await FindAsync(job)).State == JobState.Completed, "the job is completed");
        return job;
    }

    private async Task<Job> FindAsync(Guid job) => (await server.Store.FindAsync(new JobId(job), Cancellation))!;
}
