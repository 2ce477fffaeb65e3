using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Aws;

/// <summary>Files that go from the browser to S3, by the requests alone.</summary>
public sealed class DirectUploadTests(DirectSite site) : IClassFixture<DirectSite>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_was_brought_becomes_a_job_once()
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        var invitation = await InviteAsync(ann, key: "once");
        Assert.Equal(HttpStatusCode.NoContent, await BringAsync(invitation, SmallVcf.Bytes));
        using var made = await DoneAsync(ann, invitation);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var job = await site.Storage.JobAsync(new JobId(IdOf(invitation)));
        Assert.Equal(("my file.vcf", SmallVcf.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(SmallVcf.Bytes))), (job.FileName, (int)job.Input.Length, job.Input.Sha256));
        Assert.Equal([job.Input.Key], site.KeysOf(IdOf(invitation)));
        Assert.Equal(SmallVcf.Bytes, site.Read(job.Input.Key));

        using var again = await DoneAsync(ann, invitation);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(IdOf(invitation), (await Visitor.JsonOfAsync(again)).GetProperty("id").GetGuid());
        using var repeated = await AskAsync(ann, key: "once");
        Assert.Equal($"/jobs/{IdOf(invitation)}", (await Visitor.JsonOfAsync(repeated)).GetProperty("url").GetString());
        await site.Storage.JobAsync(new JobId(IdOf(invitation)), row => row.State == JobState.Completed, "the job completes");
    }

    [Fact]
    public async Task Two_that_say_done_at_once_get_the_same_job()
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        var invitation = await InviteAsync(ann);
        await BringAsync(invitation, SmallVcf.Bytes);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var answer = await DoneAsync(ann, invitation);
            return ((int)answer.StatusCode, (await Visitor.JsonOfAsync(answer)).GetProperty("id").GetGuid());
        }));
        Assert.All(answers, answer => Assert.Equal(IdOf(invitation), answer.Item2));
        Assert.Single(answers, answer => answer.Item1 == 201);
        var job = await site.Storage.JobAsync(new JobId(IdOf(invitation)));
        Assert.Equal([job.Input.Key], site.KeysOf(IdOf(invitation)));
    }

    [Fact]
    public async Task Nobody_finishes_the_upload_of_another_or_one_that_is_not_begun()
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        using var bob = await site.Server.CallAsAsync(GasServer.Bob);
        var anns = await InviteAsync(ann);
        var bobs = await InviteAsync(bob);
        await BringAsync(anns, SmallVcf.Bytes);
        foreach (var (who, id, ticket) in new[] { (bob, anns, TicketOf(anns)), (bob, anns, TicketOf(bobs)), (ann, bobs, TicketOf(anns)), (ann, anns, "forged"), (ann, anns, "") })
        {
            using var refused = await who.SendAsync(HttpMethod.Post, $"/api/uploads/{IdOf(id)}/done", null, (UploadTickets.Header, ticket));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        Assert.Null(await site.Server.Store.FindAsync(new JobId(IdOf(anns)), Cancellation));
        using var early = await DoneAsync(bob, bobs);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        Assert.StartsWith("The file has not arrived.", await DetailOfAsync(early), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_form_does_not_allow_S3_does_not_take()
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        var invitation = await InviteAsync(ann);
        Assert.Equal(HttpStatusCode.BadRequest, await BringAsync(invitation, new byte[2001]));
        Assert.Equal(HttpStatusCode.BadRequest, await BringAsync(invitation, []));
        foreach (var (name, value) in new[] { ("Content-Type", "text/html"), ("key", "inputs/other"), ("acl", "public-read"), ("x-amz-storage-class", "DEEP_ARCHIVE") })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await BringAsync(invitation, SmallVcf.Bytes, (name, value)));
        }

        Assert.Empty(site.KeysOf(IdOf(invitation)));
    }

    [Fact]
    public async Task What_is_no_VCF_is_refused_with_the_sentence_of_any_upload_and_not_kept()
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        var letter = "Dear reader,\nthis is a letter.\n"u8.ToArray();
        var invitation = await InviteAsync(ann);
        await BringAsync(invitation, letter);
        using var refused = await DoneAsync(ann, invitation);
        using var streamed = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=letter.vcf", new ByteArrayContent(letter));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, await DetailOfAsync(streamed)), (refused.StatusCode, await DetailOfAsync(refused)));
        Assert.Empty(site.KeysOf(IdOf(invitation)));
        Assert.Null(await site.Server.Store.FindAsync(new JobId(IdOf(invitation)), Cancellation));
    }

    [Fact]
    public async Task What_is_brought_again_after_the_job_was_made_changes_nothing()
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        var invitation = await InviteAsync(ann);
        await BringAsync(invitation, SmallVcf.Bytes);
        using var made = await DoneAsync(ann, invitation);
        Assert.Equal(HttpStatusCode.NoContent, await BringAsync(invitation, "another file"u8.ToArray()));
        using var again = await DoneAsync(ann, invitation);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        using var input = await ann.GetAsync($"/api/jobs/{IdOf(invitation)}/download/input");
        using var browser = new HttpClient();
        Assert.Equal(SmallVcf.Bytes, await browser.GetByteArrayAsync(input.Headers.Location!, Cancellation));
    }

    [Theory]
    [InlineData("bytes=2001", 413, "the most that the free plan takes")]
    [InlineData("bytes=0", 400, "bytes must say")]
    [InlineData("bytes=10&reference=moon", 400, "reference must be one of those installed")]
    [InlineData("bytes=10&annotator=oracle", 400, "annotator must be one of those offered")]
    public async Task What_would_be_refused_gets_no_form(string query, int status, string words)
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        using var refused = await ann.SendAsync(HttpMethod.Post, $"/api/uploads?name=a.vcf&{query}");
        Assert.Equal(status, (int)refused.StatusCode);
        Assert.Contains(words, await DetailOfAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_S3_leaves_the_file_for_the_next_try()
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        var invitation = await InviteAsync(ann);
        await BringAsync(invitation, SmallVcf.Bytes);
        site.Cloud.S3.Faults.Break("CopyObject", new PeerFault.Refusal(403, "AccessDenied"));
        using var away = await DoneAsync(ann, invitation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        using var made = await DoneAsync(ann, invitation);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    [Fact]
    public async Task Who_was_disabled_meanwhile_makes_no_job()
    {
        using var gone = await site.Server.VisitAsAsync(GasServer.Gone);
        var invitation = await InviteAsync(gone, token: await gone.TokenAsync());
        await BringAsync(invitation, SmallVcf.Bytes);
        await site.Server.ChangeAsync(GasServer.Gone, user => user.Disabled = true);
        using var refused = await DoneAsync(gone, invitation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Null(await site.Server.Store.FindAsync(new JobId(IdOf(invitation)), Cancellation));
    }

    [Fact]
    public async Task A_cookie_alone_neither_begins_nor_ends_an_upload()
    {
        using var ann = await site.Server.VisitAsAsync(GasServer.Ann);
        using var begun = await AskAsync(ann);
        using var ended = await ann.SendAsync(HttpMethod.Post, $"/api/uploads/{Guid.NewGuid()}/done");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (begun.StatusCode, ended.StatusCode));
        Assert.StartsWith("A call with a cookie must carry", await DetailOfAsync(begun), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_never_said_to_be_done_is_swept_and_too_late_is_too_late()
    {
        using var ann = await site.Server.CallAsAsync(GasServer.Ann);
        var (late, never) = (await InviteAsync(ann), await InviteAsync(ann));
        await BringAsync(late, SmallVcf.Bytes);
        await BringAsync(never, SmallVcf.Bytes);
        var reaper = site.Server.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<OrphanReaper>().Single();
        await reaper.ReapAsync(Cancellation);
        Assert.Single(site.KeysOf(IdOf(late)));

        site.Storage.Leap(TimeSpan.FromHours(12.1));
        using var refused = await DoneAsync(ann, late);
        Assert.Equal(HttpStatusCode.Gone, refused.StatusCode);
        Assert.Empty(site.KeysOf(IdOf(late)));
        site.Storage.Leap(TimeSpan.FromHours(12));
        await reaper.ReapAsync(Cancellation);
        Assert.Empty(site.KeysOf(IdOf(never)));
    }

    [Fact]
    public async Task Pages_may_send_to_the_bucket_and_the_bucket_lets_them_in()
    {
        using var visitor = site.Server.Visit();
        using var page = await visitor.GetAsync("/account/login");
        Assert.Contains($" {site.Cloud.S3.Address}; object-src", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains(DirectSite.Origin, site.Cloud.S3.ConfigurationOf(site.Cloud.Settings["Aws:InputsBucket"], "cors"), StringComparison.Ordinal);
        Assert.Null(site.Cloud.S3.ConfigurationOf(site.Cloud.Settings["Aws:ResultsBucket"], "cors"));
    }

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string? key = null, string? token = null) => visitor.SendAsync(
        HttpMethod.Post,
        $"/api/uploads?name=my%20file.vcf&bytes={SmallVcf.Bytes.Length}",
        null,
        [.. key is null ? [] : new[] { ("Idempotency-Key", key) }, .. token is null ? [] : new[] { ("RequestVerificationToken", token) }]);

    private static async Task<JsonElement> InviteAsync(Visitor visitor, string? key = null, string? token = null)
    {
        if (token is not null)
        {
            visitor.Headers.Add("RequestVerificationToken", token);
        }

        using var answer = await AskAsync(visitor, key);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Visitor.JsonOfAsync(answer);
    }

    /// <summary>As a browser sends it, but for a field that somebody changed.</summary>
    private static async Task<HttpStatusCode> BringAsync(JsonElement invitation, byte[] content, (string Name, string Value)? changed = null)
    {
        var fields = invitation.GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
        if (changed is var (name, value))
        {
            fields[name] = value;
        }

        using var browser = new HttpClient();
        using var form = new MultipartFormDataContent();
        foreach (var field in fields)
        {
            form.Add(new StringContent(field.Value), field.Key);
        }

        form.Add(new ByteArrayContent(content), "file", "my file.vcf");
        using var answer = await browser.PostAsync(invitation.GetProperty("address").GetString(), form, Cancellation);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> DoneAsync(Visitor visitor, JsonElement invitation) =>
        visitor.SendAsync(HttpMethod.Post, $"/api/uploads/{IdOf(invitation)}/done", null, (UploadTickets.Header, TicketOf(invitation)));

    private static Guid IdOf(JsonElement invitation) => invitation.GetProperty("id").GetGuid();

    private static string TicketOf(JsonElement invitation) => invitation.GetProperty("ticket").GetString()!;

    private static async Task<string?> DetailOfAsync(HttpResponseMessage answer) => (await Visitor.JsonOfAsync(answer)).GetProperty("detail").GetString();
}
