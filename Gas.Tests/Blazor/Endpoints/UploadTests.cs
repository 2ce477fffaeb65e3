using System.Net;
using System.Net.Sockets;
using System.Text;
using Gas.Blazor.Account.Plans;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Blazor.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Endpoints;

public sealed class UploadTests(GasServer server) : IClassFixture<GasServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_makes_a_job_with_a_harmless_name()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var answer = await ann.SendAsync(HttpMethod.Post, $"/api/jobs?name={Uri.EscapeDataString("../\u202Ea;b.vcf")}&strict=true&phasing=Assumed", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = await Visitor.JsonOfAsync(answer);
        var id = made.GetProperty("id").GetGuid();
        Assert.Equal($"/api/jobs/{id}", answer.Headers.Location!.OriginalString);
        Assert.Equal($"/jobs/{id}", made.GetProperty("url").GetString());
        var job = await server.Store.FindAsync(new JobId(id), Cancellation);
        Assert.Equal(("a;b.vcf", "NC_045512.2", true, await server.IdOfAsync(GasServer.Ann)), (job!.FileName, job.Reference, job.Options.Strict, job.Owner));
        Assert.Equal(Gas.Pipeline.Annotation.Phasing.Assumed, job.Options.Phasing);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SmallVcf.Bytes)), job.Input.Sha256);
    }

    [Fact]
    public async Task A_repeated_upload_makes_no_second_job()
    {
        using var ann = await server.CallAsAsync("repeat@lab.example");
        using var bob = await server.CallAsAsync(GasServer.Bob);
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body(), ("Idempotency-Key", "k-1"))));
        Assert.Single(tries, one => one.StatusCode == HttpStatusCode.Created);
        Assert.Equal(5, tries.Count(one => one.StatusCode == HttpStatusCode.OK));
        var ids = await Task.WhenAll(tries.Select(async one => (await Visitor.JsonOfAsync(one)).GetProperty("id").GetGuid()));
        var id = Assert.Single(ids.Distinct());
        Assert.Single(server.Files(), file => file.Contains($"inputs{Path.DirectorySeparatorChar}{id}", StringComparison.Ordinal));

        using var others = await bob.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body(), ("Idempotency-Key", "k-1"));
        Assert.Equal(HttpStatusCode.Created, others.StatusCode);
        Assert.NotEqual(id, (await Visitor.JsonOfAsync(others)).GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("/api/jobs?reference=hg19", "", 400, "NC_045512.2")]
    [InlineData("/api/jobs", "", 422, "The file is empty")]
    [InlineData("/api/jobs", "PK\u0003\u0004 a zip", 422, "VCF")]
    [InlineData("/api/jobs", "<html></html>", 422, "VCF")]
    public async Task What_cannot_be_annotated_is_refused_with_a_sentence(string path, string body, int status, string words)
    {
        using var ann = await server.CallAsAsync("refused@lab.example");
        using var answer = await ann.SendAsync(HttpMethod.Post, path, new StringContent(body));
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await Visitor.JsonOfAsync(answer);
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
        await NothingIsLeftOfAsync("refused@lab.example");
    }

    [Theory]
    [InlineData("a\tb", 1)]
    [InlineData("k", 201)]
    public async Task A_key_that_cannot_be_printed_or_is_endless_is_refused(string part, int times)
    {
        var key = string.Concat(Enumerable.Repeat(part, times));
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var answer = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body(), ("Idempotency-Key", key));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_large_is_refused_whether_the_length_is_said_or_not(bool isLengthKnown)
    {
        await using var small = new GasServer(new() { ["Upload:MaxBytes"] = "300000" });
        using var ann = await small.CallAsAsync(GasServer.Ann);
        using HttpContent body = isLengthKnown ? new ByteArrayContent(new byte[300_001]) : SmallVcf.Chunked(400_000);
        using var answer = await ann.SendAsync(HttpMethod.Post, "/api/jobs", body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("293 KiB", (await Visitor.JsonOfAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(small.Files());

        using var fits = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Chunked(300_000));
        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
    }

    [Fact]
    public async Task An_upload_may_be_larger_than_other_requests()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var answer = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=large.vcf", LargeBody());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_no_file_and_no_row()
    {
        await using var quiet = new GasServer();
        await quiet.AddAsync(GasServer.Ann);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(quiet.Address.Host, quiet.Address.Port, Cancellation);
            var stream = socket.GetStream();
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{GasServer.Ann}:{GasServer.Password}"));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/jobs?name=x.vcf HTTP/1.1\r\nHost: {quiet.Address.Authority}\r\nAuthorization: Basic {credentials}\r\nContent-Length: 5000000\r\n\r\n"), Cancellation);
            await stream.WriteAsync(SmallVcf.Bytes, Cancellation);
            await stream.WriteAsync(Enumerable.Repeat((byte)'\n', 1_000_000).ToArray(), Cancellation);
            await WaitUntilAsync(() => quiet.Files().Length > 0);
        }

        await WaitUntilAsync(() => quiet.Files().Length == 0);
        Assert.Empty((await quiet.Store.PageAsync(new JobQuery(), Cancellation)).Jobs);
    }

    [Fact]
    public async Task A_call_with_a_cookie_needs_the_anti_forgery_token()
    {
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        using var without = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Contains("RequestVerificationToken", (await Visitor.JsonOfAsync(without)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var forged = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body(), ("RequestVerificationToken", "forged"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using var with = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body(), ("RequestVerificationToken", await ann.TokenAsync()));
        Assert.Equal(HttpStatusCode.Created, with.StatusCode);
    }

    [Fact]
    public async Task A_password_in_the_header_counts_under_api_only_and_nobody_asks_for_it()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var api = await ann.GetAsync("/api/jobs");
        using var page = await ann.GetAsync("/account");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), (api.StatusCode, page.StatusCode));
        ann.UseBasic(GasServer.Ann, "wrong horse 8");
        using var wrong = await ann.GetAsync("/api/jobs");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Empty(wrong.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task The_plan_is_the_account_s_at_the_time_of_the_upload()
    {
        using var ann = await server.CallAsAsync("upgraded@lab.example");
        await server.Services.GetRequiredService<PlanSwitch>().ChangeAsync(await server.IdOfAsync("upgraded@lab.example"), Plan.Premium, null, Cancellation);
        using var answer = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        var job = await server.Store.FindAsync(new JobId((await Visitor.JsonOfAsync(answer)).GetProperty("id").GetGuid()), Cancellation);
        Assert.Equal(Plan.Premium, job!.Plan);
    }

    [Fact]
    public async Task Uploads_are_limited_by_user()
    {
        await using var slow = new GasServer(new() { ["Upload:PerMinute"] = "2" });
        using var ann = await slow.CallAsAsync(GasServer.Ann);
        using var bob = await slow.CallAsAsync(GasServer.Bob);
        (await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body())).Dispose();
        (await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body())).Dispose();
        using var third = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        using var others = await bob.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Created), (third.StatusCode, others.StatusCode));
        Assert.Equal(TimeSpan.FromMinutes(1), third.Headers.RetryAfter?.Delta);
    }

    private static StreamContent LargeBody()
    {
        var text = new StringBuilder(Encoding.ASCII.GetString(SmallVcf.Bytes));
        while (text.Length < 3_000_000)
        {
            text.Append("NC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n");
        }

        return new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes(text.ToString())));
    }

    private async Task NothingIsLeftOfAsync(string email)
    {
        var page = await server.Store.PageAsync(new JobQuery { Owner = await server.IdOfAsync(email) }, Cancellation);
        Assert.Empty(page.Jobs);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition() && await ticks.WaitForNextTickAsync(patience.Token))
        {
        }
    }
}
