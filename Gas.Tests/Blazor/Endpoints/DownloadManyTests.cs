using System.IO.Compression;
using System.Net;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;

namespace Gas.Tests.Blazor.Endpoints;

public sealed class DownloadManyTests(GasServer server) : IClassFixture<GasServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_come_as_one_file_with_names_of_their_own_and_what_is_missing_is_said()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var (first, second) = (await UploadAsync(ann, "same.vcf", JobState.Completed), await UploadAsync(ann, "same.vcf", JobState.Completed));
        var failed = await UploadAsync(ann, "broken.vcf", JobState.Failed);
        using var answer = await ann.GetAsync($"/api/jobs/download?id={first}&id={second}&id={failed}&id={first}");
        Assert.Equal(("application/zip", HttpStatusCode.OK), (answer.Content.Headers.ContentType?.MediaType, answer.StatusCode));
        Assert.EndsWith(".zip", answer.Content.Headers.ContentDisposition?.FileNameStar, StringComparison.Ordinal);

        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal(
            ["same.annot.vcf.gz", "same.annot.vcf.gz.tbi", "same (2).annot.vcf.gz", "same (2).annot.vcf.gz.tbi", "not-included.txt"],
            zip.Entries.Select(entry => entry.FullName));
        var result = await BytesOfAsync(zip.Entries[0]);
        using var alone = await ann.GetAsync($"/api/jobs/{first}/download/result");
        Assert.Equal(await alone.Content.ReadAsByteArrayAsync(Cancellation), result);
        Assert.Contains("broken.vcf, result: The job failed", System.Text.Encoding.UTF8.GetString(await BytesOfAsync(zip.Entries[^1])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_foreign_job_refuses_all_as_if_it_were_not_there()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var bob = await server.CallAsAsync("bob@lab.example");
        var (own, foreign) = (await UploadAsync(bob, "own.vcf", JobState.Completed), await UploadAsync(ann, "foreign.vcf", JobState.Completed));
        using var answer = await bob.GetAsync($"/api/jobs/download?id={own}&id={foreign}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task None_and_too_many_are_refused_with_what_is_allowed()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        foreach (var query in new[] { "", string.Concat(Enumerable.Range(0, 101).Select(_ => $"id={Guid.NewGuid()}&")) })
        {
            using var answer = await ann.GetAsync($"/api/jobs/download?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("1 to 100", await Visitor.TextOfAsync(answer), StringComparison.Ordinal);
        }
    }

    private static async Task<byte[]> BytesOfAsync(ZipArchiveEntry entry)
    {
        await using var content = await entry.OpenAsync(Cancellation);
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }

    private async Task<Guid> UploadAsync(Visitor visitor, string name, JobState end)
    {
        using var body = end == JobState.Completed ? SmallVcf.Body() : SmallVcf.Body("not a record\n");
        using var answer = await visitor.SendAsync(HttpMethod.Post, $"/api/jobs?strict=true&name={name}", body);
        var id = (await Visitor.JsonOfAsync(answer)).GetProperty("id").GetGuid();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await server.Store.FindAsync(new JobId(id), patience.Token))?.State != end)
        {
            await ticks.WaitForNextTickAsync(patience.Token);
        }

        return id;
    }
}
