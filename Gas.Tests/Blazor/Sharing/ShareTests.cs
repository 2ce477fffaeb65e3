using System.Net;
using System.Text.RegularExpressions;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Sharing;

/// <summary>A link shows one job to whoever has it, as long as it is good.</summary>
public sealed class ShareTests(GasServer server) : IClassFixture<GasServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_shows_the_summary_to_anybody_and_no_more()
    {
        using var ann = await server.VisitAsAsync("sharing@lab.example");
        var job = await CompletedAsync("sharing@lab.example", "to-share.vcf");
        var link = await ShareAsync(ann, job, "reviewers");
        using var visitor = server.Visit();
        using var answer = await visitor.GetAsync(link);
        var page = await Visitor.TextOfAsync(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("to-share.vcf", page, StringComparison.Ordinal);
        Assert.Contains("missense variant", page, StringComparison.Ordinal);
        Assert.Equal("noindex, nofollow", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("sharing@lab.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain(job.ToString(), page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, $"{link}/download/result"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, $"{link}/report"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, $"{link}/variants"));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(visitor, $"/jobs/{job}"));
    }

    [Fact]
    public async Task With_downloads_the_result_may_be_taken_but_never_the_input_or_the_log()
    {
        using var ann = await server.VisitAsAsync("giving@lab.example");
        var job = await CompletedAsync("giving@lab.example", "gift.vcf");
        var link = await ShareAsync(ann, job, "partner", downloads: true);
        using var visitor = server.Visit();
        (await visitor.SendAsync(HttpMethod.Get, $"{link}/download/result", null, ("Range", "bytes=4-"))).Dispose();
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var line = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Audit.SingleAsync(one => one.Subject == job.ToString() && one.Action == AuditAction.ShareUsed, Cancellation);
            Assert.Equal("partner: gift.annot.vcf.gz", line.Detail);
        }

        foreach (var (path, status) in new[] { ("download/result", 200), ("download/index", 200), ("download/summary", 200), ("report", 200), ("download/input", 404), ("download/log", 404), ("download/nothing", 404) })
        {
            Assert.Equal((HttpStatusCode)status, await StatusAsync(visitor, $"{link}/{path}"));
        }
    }

    [Fact]
    public async Task With_downloads_the_variants_can_be_looked_at_and_filtered_and_lead_nowhere_else()
    {
        using var ann = await server.VisitAsAsync("showing@lab.example");
        var job = await CompletedAsync("showing@lab.example", "shown.vcf");
        var link = await ShareAsync(ann, job, "readers", downloads: true);
        using var visitor = server.Visit();
        Assert.Contains($"{link[1..]}/variants?consequence=missense_variant", await visitor.ReadAsync(link), StringComparison.Ordinal);

        var table = await visitor.ReadAsync($"{link}/variants?consequence=missense_variant");
        Assert.Contains("23403", table, StringComparison.Ordinal);
        Assert.Contains("p.Asp614Gly", table, StringComparison.Ordinal);
        Assert.DoesNotContain("23403", await visitor.ReadAsync($"{link}/variants?gene=none"), StringComparison.Ordinal);
        Assert.DoesNotContain(job.ToString(), table, StringComparison.Ordinal);
        Assert.DoesNotContain("showing@lab.example", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_and_an_expired_link_and_one_of_a_disabled_owner_lead_nowhere()
    {
        const string Email = "revoking@lab.example";
        using var ann = await server.VisitAsAsync(Email);
        var job = await CompletedAsync(Email, "gone.vcf");
        var (revoked, expired, good) = (await ShareAsync(ann, job, "revoked"), await ShareAsync(ann, job, "expired"), await ShareAsync(ann, job, "good"));
        using var visitor = server.Visit();
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var id = await accounts.ShareLinks.Where(link => link.Name == "revoked").Select(link => link.Id).SingleAsync(Cancellation);
        using var answer = await ann.SubmitAsync("/account/shares", $"revoke-{id}");
        Assert.Contains("is revoked", await Visitor.TextOfAsync(answer), StringComparison.Ordinal);
        await accounts.ShareLinks.Where(link => link.Name == "expired").ExecuteUpdateAsync(link => link.SetProperty(one => one.ExpiresAt, DateTimeOffset.UnixEpoch), Cancellation);
        foreach (var path in new[] { revoked, expired, "/shared/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/shared/x", $"{revoked}/report" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, path));
        }

        Assert.Contains("This link does not work", await visitor.ReadAsync(revoked), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, good));
        await server.ChangeAsync(Email, user => user.Disabled = true);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, good));
    }

    [Fact]
    public async Task Nobody_shares_or_revokes_for_another()
    {
        using var ann = await server.VisitAsAsync("mine@lab.example");
        using var bob = await server.VisitAsAsync("yours@lab.example");
        using var admin = await server.VisitAsAsync(GasServer.Admin);
        var job = await CompletedAsync("mine@lab.example", "mine.vcf");
        var link = await ShareAsync(ann, job, "ours");
        Assert.Contains("Only the owner of a job can share it.", await admin.ReadAsync($"/jobs/{job}/share"), StringComparison.Ordinal);
        var id = Regex.Match(await ann.ReadAsync($"/jobs/{job}/share"), "value=\"(revoke-[^\"]+)\"").Groups[1].Value;
        using var refused = await bob.SendAsync(HttpMethod.Post, "/account/shares", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = id, ["__RequestVerificationToken"] = await bob.TokenAsync() }));
        using var forged = await admin.SendAsync(HttpMethod.Post, $"/jobs/{job}/share", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "share", ["Input.Name"] = "forged", ["Input.Days"] = "7", ["__RequestVerificationToken"] = await admin.TokenAsync() }));
        using var visitor = server.Visit();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, link));
        Assert.DoesNotContain("forged", await ann.ReadAsync("/account/shares"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_goes_with_the_job()
    {
        using var ann = await server.VisitAsAsync("deleting@lab.example");
        using var script = await server.CallAsAsync("deleting@lab.example");
        var job = await CompletedAsync("deleting@lab.example", "short.vcf");
        var link = await ShareAsync(ann, job, "for a while");
        using var deleted = await script.SendAsync(HttpMethod.Delete, $"/api/jobs/{job}");
        using var visitor = server.Visit();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, link));
    }

    [Fact]
    public async Task Making_using_and_revoking_are_in_the_trail_and_the_secret_is_nowhere()
    {
        using var ann = await server.VisitAsAsync("trail@lab.example");
        var job = await CompletedAsync("trail@lab.example", "trail.vcf");
        var link = await ShareAsync(ann, job, "auditors");
        using var visitor = server.Visit();
        await visitor.ReadAsync(link);
        using var revoked = await ann.SubmitAsync($"/jobs/{job}/share", "revoke-");
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var lines = await accounts.Audit.Where(line => line.Subject == job.ToString()).OrderBy(line => line.Id).ToListAsync(Cancellation);
        Assert.Equal([AuditAction.ShareMade, AuditAction.ShareUsed, AuditAction.ShareRevoked], lines.Select(line => line.Action).Where(action => action is AuditAction.ShareMade or AuditAction.ShareUsed or AuditAction.ShareRevoked));
        var secret = link.Split('/')[^1];
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(Path.Combine(server.DataFolder, "accounts.db"), System.Text.Encoding.Latin1, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_needs_a_name_and_an_end()
    {
        using var ann = await server.VisitAsAsync("form-share@lab.example");
        var job = await CompletedAsync("form-share@lab.example", "form.vcf");
        using var nameless = await ann.FillInAsync($"/jobs/{job}/share", ("Input.Name", ""), ("Input.Days", "30"));
        Assert.Contains("Say for whom the link is", await Visitor.TextOfAsync(nameless), StringComparison.Ordinal);
        using var endless = await ann.FillInAsync($"/jobs/{job}/share", ("Input.Name", "ever"), ("Input.Days", "4000"));
        Assert.Contains("Choose how long the link works", await Visitor.TextOfAsync(endless), StringComparison.Ordinal);
    }

    private static async Task<string> ShareAsync(Visitor owner, Guid job, string name, bool downloads = false)
    {
        (string, string)[] fields = [("Input.Name", name), ("Input.Days", "30"), .. downloads ? [("Input.Downloads", "true")] : Array.Empty<(string, string)>()];
        using var answer = await owner.FillInAsync($"/jobs/{job}/share", fields);
        var page = await Visitor.TextOfAsync(answer);
        var made = Regex.Match(page, "value=\"https?://[^/]+(/shared/[^\"]+)\"");
        Assert.True(made.Success, page);
        return made.Groups[1].Value;
    }

    private async Task<Guid> CompletedAsync(string email, string name)
    {
        using var script = await server.CallAsAsync(email);
        using var sent = await script.SendAsync(HttpMethod.Post, $"/api/jobs?name={name}", SmallVcf.Body());
        var job = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();
        await Until.TrueAsync(async () => (await server.Store.FindAsync(new JobId(job), Cancellation))?.State == JobState.Completed, "the job is completed");
        return job;
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode;
    }
}
