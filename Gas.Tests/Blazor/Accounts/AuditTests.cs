using System.Data.Common;
using System.Net;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Invitations;
using Gas.Blazor.Account.Sessions;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>What is done leaves a line, and admins alone read it.</summary>
public abstract class AuditTests(GasServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AuditList List => server.Services.GetRequiredService<AuditList>();

    [Fact]
    public async Task Signing_in_and_out_and_failing_to_leave_lines()
    {
        const string Email = "door@lab.example";
        await server.AddAsync(Email);
        using var visitor = server.Visit();
        using var wrong = await visitor.TrySignInAsync(Email, "wrong horse 8");
        await visitor.SignInAsync(Email);
        using var form = await visitor.SendAsync(HttpMethod.Post, "/account/logout", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = await visitor.TokenAsync() }));
        var id = (await server.IdOfAsync(Email)).Value;
        using var admin = await server.VisitAsAsync(GasServer.Admin);
        Assert.Contains($"a visitor, as {Email}", await admin.ReadAsync($"/admin/audit?who={Email}"), StringComparison.Ordinal);
        var lines = await LinesAsync(new AuditFilter(id));
        Assert.Equal([AuditAction.SignedOut, AuditAction.SignedIn, AuditAction.SignInRefused], lines.Select(line => line.Action));
        Assert.All(lines, line => Assert.Equal(Email, line.Actor));
        Assert.Equal([id, id, null], lines.Select(line => line.ActorId));
        Assert.All(lines, line => Assert.Contains("127.0.0.1", line.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_nobody_s_is_refused_with_a_line_an_hour_that_keeps_nothing_of_what_was_typed()
    {
        using var visitor = server.Visit();
        for (var again = 0; again < 2; again++)
        {
            using var unknown = await visitor.TrySignInAsync("my-password-by-mistake@lab.example", "wrong horse 8");
            using var passkey = await visitor.SubmitAsync("/account/login", "passkey-entry", ("Credential", "{}"));
            Assert.Contains("The passkey was not accepted.", await Visitor.TextOfAsync(passkey), StringComparison.Ordinal);
        }

        var nobodys = (await LinesAsync(new AuditFilter(Action: AuditAction.SignInRefused))).Where(line => line.Subject.Length == 0).ToList();
        Assert.Equal(["a passkey was not accepted", "nobody has this address"], nobodys.Select(line => line.Detail).Order());
        Assert.All(nobodys, line => Assert.Equal("", line.Actor));
    }

    [Fact]
    public async Task The_life_of_a_job_leaves_lines_of_who_did_what()
    {
        using var ann = await server.CallAsAsync("life@lab.example");
        using var sent = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=%3Dcmd%7Ccalc.vcf", SmallVcf.Body());
        var job = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid().ToString();
        using (await ann.GetAsync($"/api/jobs/{job}/download/input"))
        {
        }

        using var admin = await server.CallAsAsync(GasServer.Admin);
        using (await admin.GetAsync($"/api/jobs/{job}"))
        {
        }

        using var deleted = await admin.SendAsync(HttpMethod.Delete, $"/api/jobs/{job}");
        var lines = await LinesAsync(new AuditFilter(job));
        Assert.Equal(
            [(AuditAction.JobDeleted, GasServer.Admin), (AuditAction.ForeignJobSeen, GasServer.Admin), (AuditAction.Downloaded, "life@lab.example"), (AuditAction.Uploaded, "life@lab.example")],
            lines.Select(line => (line.Action, line.Actor)));

        // A spreadsheet that opens the export runs nothing.
        using var export = await admin.GetAsync($"/api/audit?who={job}");
        Assert.Equal("text/csv", export.Content.Headers.ContentType!.MediaType);
        var csv = await Visitor.TextOfAsync(export);
        Assert.Contains(",\"'=cmd|calc.vcf\",", csv, StringComparison.Ordinal);
        Assert.Equal(5, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(AuditAction.TrailExported, (await LinesAsync(new AuditFilter(GasServer.Admin)))[0].Action);
    }

    [Fact]
    public async Task The_page_shows_filters_and_pages_through_the_trail()
    {
        const string Email = "pages@lab.example";
        await server.AddAsync(Email);
        var trail = server.Services.GetRequiredService<AuditTrail>();
        var id = await server.IdOfAsync(Email);
        for (var line = 0; line < 60; line++)
        {
            await trail.NoteAsync(id, AuditAction.PlanChanged, $"line-{line}-end");
        }

        using var admin = await server.VisitAsAsync(GasServer.Admin);
        var first = await admin.ReadAsync($"/admin/audit?who={id}&action=PlanChanged");
        Assert.Contains("line-59-end", first, StringComparison.Ordinal);
        Assert.DoesNotContain("line-9-end", first, StringComparison.Ordinal);
        var older = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(first, "href=\"(admin/audit[^\"]*before=[^\"]*)\"").Groups[1].Value);
        Assert.Contains("line-9-end", await admin.ReadAsync($"/{older}"), StringComparison.Ordinal);
        Assert.Contains("No line matches", await admin.ReadAsync($"/admin/audit?who={id}&action=Uploaded"), StringComparison.Ordinal);
        Assert.Contains("No line matches", await admin.ReadAsync($"/admin/audit?who={id}&to=2001-01-01"), StringComparison.Ordinal);
        Assert.Contains("line-59-end", await admin.ReadAsync($"/admin/audit?who={id}&from=2001-01-01"), StringComparison.Ordinal);
        Assert.Contains("No line matches", await admin.ReadAsync("/admin/audit?who=%25%25%25"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_cannot_forge_a_line()
    {
        using var ann = await server.CallAsAsync("forger@lab.example");
        using var sent = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=a%0D%0A99,2026,SignedIn.vcf", SmallVcf.Body());
        var line = Assert.Single(await LinesAsync(new AuditFilter((await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid().ToString())));
        Assert.DoesNotContain(line.Detail, char.IsControl);
    }

    [Fact]
    public async Task Lines_go_by_age_alone()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var age in new[] { 399, 401 })
        {
            accounts.Audit.Add(new AuditEntry { At = now.AddDays(-age), Action = AuditAction.SignedIn, Actor = "old@lab.example", Subject = "", Detail = $"{age}", Address = "" });
        }

        await accounts.SaveChangesAsync(Cancellation);
        await SweepAsync();
        Assert.Equal(["399"], await accounts.Audit.Where(line => line.Actor == "old@lab.example").Select(line => line.Detail).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task The_database_lets_nobody_change_a_line()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        await server.Services.GetRequiredService<AuditTrail>().NoteAsync(AuditAction.PlanChanged, "kept-as-it-is", "first");
        var line = accounts.Audit.Where(one => one.Subject == "kept-as-it-is");
        var refused = await Assert.ThrowsAnyAsync<DbException>(() => line.ExecuteUpdateAsync(one => one.SetProperty(entry => entry.Detail, "forged"), Cancellation));
        Assert.Contains("never changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal("first", (await line.SingleAsync(Cancellation)).Detail);
    }

    [Fact]
    public async Task Sessions_and_invitations_that_are_over_are_forgotten()
    {
        await server.AddAsync("dormant@lab.example");
        var id = (await server.IdOfAsync("dormant@lab.example")).Value;
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var days in new[] { 13, 15 })
        {
            accounts.Sessions.Add(new AccountSession { Id = $"seen-{days}", UserId = id, StartedAt = now.AddDays(-days), SeenAt = now.AddDays(-days), Browser = "", Address = "192.0.2.1" });
        }

        foreach (var (name, used, expires) in new[] { ("waits", (int?)null, 1), ("used lately", -29, -20), ("used", -31, 1), ("ran out", null, -31), ("ran out lately", null, -29) })
        {
            accounts.Invitations.Add(new Invitation
            {
                Id = name, Hash = name, Email = "", Plan = Plan.Free, MadeBy = "", MadeById = id, MadeAt = now.AddDays(-40), ExpiresAt = now.AddDays(expires), UsedAt = used is { } days ? now.AddDays(days) : null,
            });
        }

        await accounts.SaveChangesAsync(Cancellation);
        await SweepAsync();
        Assert.Equal(["seen-13"], await accounts.Sessions.Where(one => one.UserId == id).Select(one => one.Id).ToListAsync(Cancellation));
        Assert.Equal(["ran out lately", "used lately", "waits"], await accounts.Invitations.Where(one => one.MadeById == id).Select(one => one.Id).OrderBy(name => name).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_read_in_many_pieces_is_one_line_wherever_they_begin()
    {
        using var ann = await server.CallAsAsync("pieces@lab.example");
        using var sent = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=pieces.vcf", SmallVcf.Body());
        var job = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid().ToString();
        using var admin = await server.CallAsAsync(GasServer.Admin);
        foreach (var range in new[] { "bytes=5-9", "bytes=10-", "bytes=0-" })
        {
            (await ann.SendAsync(HttpMethod.Get, $"/api/jobs/{job}/download/input", null, ("Range", range))).Dispose();
            (await admin.SendAsync(HttpMethod.Get, $"/api/jobs/{job}/download/input", null, ("Range", range))).Dispose();
        }

        Assert.Equal(
            [(AuditAction.Downloaded, GasServer.Admin), (AuditAction.ForeignJobSeen, GasServer.Admin), (AuditAction.Downloaded, "pieces@lab.example"), (AuditAction.Uploaded, "pieces@lab.example")],
            (await LinesAsync(new AuditFilter(job))).Select(line => (line.Action, line.Actor)));
    }

    [Fact]
    public async Task A_list_that_an_admin_opens_is_a_line_for_each_filter()
    {
        using var admin = await server.VisitAsAsync(GasServer.Admin);
        foreach (var page in new[] { "/admin/jobs?q=salt", "/admin/jobs?q=salt", "/admin/jobs?q=pepper", "/admin/users?q=salt", "/admin/audit?who=salt", "/admin/audit?who=salt" })
        {
            await admin.ReadAsync(page);
        }

        var seen = await LinesAsync(new AuditFilter(GasServer.Admin, AuditAction.ListSeen));
        Assert.Equal(
            ["accounts: salt", "jobs: q=salt", "trail: who=salt"],
            seen.Select(line => line.Detail).Where(detail => detail.EndsWith("salt", StringComparison.Ordinal)).Order());
        Assert.Contains(seen, line => line.Detail == "jobs: q=pepper");
    }

    [Fact]
    public async Task The_trail_is_searched_in_any_case()
    {
        const string Email = "Ångström_1@lab.example";
        await server.Services.GetRequiredService<AuditTrail>().NoteAsync(new GasUser { Id = "case", Email = Email }, AuditAction.SignedIn);
        foreach (var who in new[] { "ångSTRÖM_1@LAB", "LAB.example" })
        {
            Assert.Contains(await LinesAsync(new AuditFilter(who, AuditAction.SignedIn)), line => line.Actor == Email);
        }

        Assert.Empty(await LinesAsync(new AuditFilter("ångström-1@lab")));
    }

    private Task SweepAsync() => server.Services.GetServices<IHostedService>().OfType<AccountSweep>().Single().SweepAsync(Cancellation);

    private async Task<List<AuditEntry>> LinesAsync(AuditFilter filter)
    {
        var lines = new List<AuditEntry>();
        await foreach (var line in List.AllAsync(filter, Cancellation))
        {
            lines.Add(line);
        }

        return lines;
    }
}
