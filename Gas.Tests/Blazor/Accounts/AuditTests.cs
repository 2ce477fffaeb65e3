using System.Net;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
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
        var lines = await LinesAsync(new AuditFilter(id));
        Assert.Equal([AuditAction.SignedOut, AuditAction.SignedIn, AuditAction.SignInRefused], lines.Select(line => line.Action));
        Assert.Equal(["", Email, Email], lines.Select(line => line.Actor).Order());
        Assert.All(lines, line => Assert.Contains("127.0.0.1", line.Address, StringComparison.Ordinal));
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
            [(AuditAction.JobDeleted, GasServer.Admin), (AuditAction.ForeignJobSeen, GasServer.Admin), (AuditAction.ForeignJobSeen, GasServer.Admin), (AuditAction.Downloaded, "life@lab.example"), (AuditAction.Uploaded, "life@lab.example")],
            lines.Select(line => (line.Action, line.Actor)));

        // A spreadsheet that opens the export runs nothing.
        using var export = await admin.GetAsync($"/api/audit?who={job}");
        Assert.Equal("text/csv", export.Content.Headers.ContentType!.MediaType);
        var csv = await Visitor.TextOfAsync(export);
        Assert.Contains(",\"'=cmd|calc.vcf\",", csv, StringComparison.Ordinal);
        Assert.Equal(6, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
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
        await server.Services.GetServices<IHostedService>().OfType<AuditRetention>().Single().SweepAsync(Cancellation);
        Assert.Equal(["399"], await accounts.Audit.Where(line => line.Actor == "old@lab.example").Select(line => line.Detail).ToListAsync(Cancellation));
    }

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

public sealed class AuditOnSqliteTests(GasServer server) : AuditTests(server), IClassFixture<GasServer>;
