using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;

namespace Gas.Tests.Blazor.Endpoints;

public sealed class DownloadTests(GasServer server) : IClassFixture<GasServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_completed_job_gives_all_its_files_under_the_user_s_name()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await CompletedAsync(ann, "Probe \"7\" ü;x.vcf");
        await GivesAsync(ann, id, "result", "application/gzip", "Probe \"7\" ü;x.annot.vcf.gz");
        await GivesAsync(ann, id, "index", "application/octet-stream", "Probe \"7\" ü;x.annot.vcf.gz.tbi");
        await GivesAsync(ann, id, "summary", "application/json", "Probe \"7\" ü;x.summary.json");
        await GivesAsync(ann, id, "log", "text/plain", "Probe \"7\" ü;x.log");
        Assert.Equal(SmallVcf.Bytes, await GivesAsync(ann, id, "input", "application/octet-stream", "Probe \"7\" ü;x.vcf"));

        await using var result = new GZipStream(new MemoryStream(await GivesAsync(ann, id, "result", "application/gzip", "Probe \"7\" ü;x.annot.vcf.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(result);
        Assert.Contains("p.Asp614Gly", await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_is_given_and_an_unchanged_file_is_not_sent_again()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await CompletedAsync(ann, "range.vcf");
        var path = $"/api/jobs/{id}/download/input";
        using var part = await ann.SendAsync(HttpMethod.Get, path, null, ("Range", "bytes=2-11"));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("fileformat", await Visitor.TextOfAsync(part));
        Assert.Equal(SmallVcf.Bytes.Length, part.Content.Headers.ContentRange?.Length);
        using var beyond = await ann.SendAsync(HttpMethod.Get, path, null, ("Range", "bytes=1000000-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var same = await ann.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", part.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        var job = await server.Store.FindAsync(new JobId(id), Cancellation);
        Assert.Equal($"\"{job!.Input.Sha256}\"", part.Headers.ETag.Tag);
        using var head = await ann.SendAsync(HttpMethod.Head, path);
        Assert.Equal((HttpStatusCode.OK, (long?)SmallVcf.Bytes.Length), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task What_is_not_there_yet_is_said_in_a_sentence_and_an_unknown_kind_is_missing()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await FailedAsync(ann);
        using var result = await ann.GetAsync($"/api/jobs/{id}/download/result");
        Assert.Equal(HttpStatusCode.Conflict, result.StatusCode);
        Assert.Contains("The job failed", (await Visitor.JsonOfAsync(result)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var unknown = await ann.GetAsync($"/api/jobs/{id}/download/secrets");
        using var noId = await ann.GetAsync("/api/jobs/1/download/result");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, noId.StatusCode));
    }

    [Fact]
    public async Task Jobs_are_listed_in_pages_and_looked_for_by_state_and_name()
    {
        using var lister = await server.CallAsAsync("lister@lab.example");
        foreach (var name in new[] { "one.vcf", "two.vcf", "three.vcf" })
        {
            await CompletedAsync(lister, name);
        }

        using var first = await lister.GetAsync("/api/jobs?size=2");
        var page = await Visitor.JsonOfAsync(first);
        Assert.Equal(["three.vcf", "two.vcf"], page.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("fileName").GetString()));
        using var second = await lister.GetAsync($"/api/jobs?size=2&cursor={page.GetProperty("next").GetString()}");
        Assert.Equal("one.vcf", Assert.Single((await Visitor.JsonOfAsync(second)).GetProperty("jobs").EnumerateArray()).GetProperty("fileName").GetString());
        using var found = await lister.GetAsync("/api/jobs?search=TWO&state=completed,failed");
        Assert.Single((await Visitor.JsonOfAsync(found)).GetProperty("jobs").EnumerateArray());
        using var none = await lister.GetAsync("/api/jobs?state=Failed");
        Assert.Empty((await Visitor.JsonOfAsync(none)).GetProperty("jobs").EnumerateArray());
    }

    [Theory]
    [InlineData("size=0", "1 to 100")]
    [InlineData("size=101", "1 to 100")]
    [InlineData("state=Done", "Completed")]
    [InlineData("state=2", "Completed")]
    public async Task A_wrong_query_is_refused_with_what_is_allowed(string query, string words)
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var answer = await ann.GetAsync($"/api/jobs?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (await Visitor.JsonOfAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_job_is_tried_again_a_finished_one_is_not_cancelled_and_a_deleted_one_goes()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await FailedAsync(ann);
        using var cancel = await ann.SendAsync(HttpMethod.Post, $"/api/jobs/{id}/cancel");
        Assert.Equal(HttpStatusCode.Conflict, cancel.StatusCode);
        using var retry = await ann.SendAsync(HttpMethod.Post, $"/api/jobs/{id}/retry");
        Assert.Equal("Queued", (await Visitor.JsonOfAsync(retry)).GetProperty("state").GetString());
        using var delete = await ann.SendAsync(HttpMethod.Delete, $"/api/jobs/{id}");
        Assert.Equal(HttpStatusCode.Accepted, delete.StatusCode);
        await WaitAsync(async () => await server.Store.FindAsync(new JobId(id), Cancellation) is null);
        Assert.DoesNotContain(server.Files(), file => file.Contains(id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_is_told_to_everybody()
    {
        using var visitor = server.Visit();
        Assert.Equal(("live", "ready"), (await visitor.ReadAsync("/health/live"), await visitor.ReadAsync("/health/ready")));
    }

    private static async Task<byte[]> GivesAsync(Visitor visitor, Guid id, string kind, string type, string name)
    {
        using var answer = await visitor.GetAsync($"/api/jobs/{id}/download/{kind}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", name), (disposition.DispositionType, disposition.FileNameStar));
        return await answer.Content.ReadAsByteArrayAsync(Cancellation);
    }

    private async Task<Guid> CompletedAsync(Visitor visitor, string name)
    {
        using var answer = await visitor.SendAsync(HttpMethod.Post, $"/api/jobs?name={Uri.EscapeDataString(name)}", SmallVcf.Body());
        return await EndsAsync(answer, JobState.Completed);
    }

    private async Task<Guid> FailedAsync(Visitor visitor)
    {
        var broken = new StringContent(Encoding.ASCII.GetString(SmallVcf.Bytes) + "not a record\n", new MediaTypeHeaderValue("application/octet-stream"));
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/api/jobs?strict=true", broken);
        return await EndsAsync(answer, JobState.Failed);
    }

    private async Task<Guid> EndsAsync(HttpResponseMessage upload, JobState state)
    {
        Assert.True(upload.IsSuccessStatusCode, await Visitor.TextOfAsync(upload));
        var id = (await Visitor.JsonOfAsync(upload)).GetProperty("id").GetGuid();
        await WaitAsync(async () => (await server.Store.FindAsync(new JobId(id), Cancellation))?.State == state);
        return id;
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition() && await ticks.WaitForNextTickAsync(patience.Token))
        {
        }
    }
}
