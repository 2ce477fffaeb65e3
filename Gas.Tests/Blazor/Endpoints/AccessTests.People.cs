using System.Net;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Sharing;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Accounts.SignIn;
using Gas.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using AccessLine = (string Method, string Route, bool IsOpen, int Owner, int Admin, int Other);

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>Who comes with a browser.</summary>
public sealed partial class AccessTests
{
    [Fact]
    public async Task Who_is_not_signed_in_sees_the_open_routes_only()
    {
        var job = await UploadAsync();
        using var visitor = server.Visit();
        await EverybodyAsync(visitor, job, Refused);
    }

    [Fact]
    public async Task A_disabled_user_is_nobody_from_one_request_to_the_next()
    {
        var job = await UploadAsync();
        using var gone = await server.VisitAsAsync(GasServer.Gone);
        using var script = await ComeWithTokenAsync(GasServer.Gone, AllScopes);
        using var before = await script.GetAsync("/api/jobs");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await server.ChangeAsync(GasServer.Gone, user => user.Disabled = true);
        await EverybodyAsync(gone, job, Refused);
        await EverybodyAsync(script, job, Refused);
        using var door = server.Visit();
        using var again = await door.TrySignInAsync(GasServer.Gone, GasServer.Password);
        Assert.Contains("Wrong e-mail or password.", await Visitor.TextOfAsync(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_does_all_with_the_job()
    {
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        await EverybodyAsync(ann, await UploadAsync(), line => line.Owner);
    }

    [Fact]
    public async Task An_admin_does_all_with_every_job()
    {
        using var admin = await server.VisitAsAsync(GasServer.Admin);
        var job = await UploadAsync();
        Assert.Contains(SecretName, await admin.ReadAsync($"/jobs/{job.Id}"), StringComparison.Ordinal);
        await EverybodyAsync(admin, job, line => line.Admin);
        await Until.TrueAsync(async () => await server.Store.FindAsync(new JobId(job.Id), Cancellation) is null, "what the admin deleted is gone");
    }

    [Fact]
    public async Task To_another_user_a_foreign_job_is_a_missing_one()
    {
        using var bob = await server.VisitAsAsync(GasServer.Bob);
        var job = await UploadAsync();
        var own = await UploadAsync(GasServer.Bob);
        foreach (var path in new[] { $"/jobs/{job.Id}", $"/jobs/{job.Id}/variants", $"/jobs/{job.Id}/compare?with={job.Twin}", $"/jobs/{own.Id}/compare?with={job.Id}", $"/jobs/{job.Id}/again", "/jobs", "/api/jobs" })
        {
            Assert.DoesNotContain(SecretName, await bob.ReadAsync(path), StringComparison.Ordinal);
        }

        // One job of one's own opens no other.
        foreach (var path in new[] { $"/jobs/{own.Id}/compare/{job.Id}", $"/api/jobs/{own.Id}/compare/{job.Id}", $"/jobs/download?id={own.Id}&id={job.Id}", $"/api/jobs/download?id={own.Id}&id={job.Id}" })
        {
            using var answer = await bob.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path} gave {(int)answer.StatusCode}.");
        }

        using var foreign = await bob.GetAsync($"/api/jobs/{job.Id}");
        using var missing = await bob.GetAsync($"/api/jobs/{Guid.NewGuid()}");
        Assert.Equal((await Visitor.JsonOfAsync(missing)).GetProperty("detail").GetString(), (await Visitor.JsonOfAsync(foreign)).GetProperty("detail").GetString());
        await EverybodyAsync(bob, job, line => line.Other);
        Assert.Equal(JobState.Completed, (await server.Store.FindAsync(new JobId(job.Id), Cancellation))!.State);
    }

    [Fact]
    public async Task A_browser_without_the_token_of_a_page_changes_nothing()
    {
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        var job = await UploadAsync();
        foreach (var line in Table.Where(line => line.Method is not ("GET" or "HEAD" or "*") && line.Route != "/billing/stripe/webhook"))
        {
            using var answer = await ann.SendAsync(new HttpMethod(line.Method), job.AddressOf(line.Method, line.Route), AskedJob.BodyOf(line.Method, line.Route, ""), job.HeadersOf(line.Route, ""));
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{line.Method} {line.Route} gave {(int)answer.StatusCode}.");
        }

        using var still = await ann.GetAsync($"/jobs/{job.Id}");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Refused(AccessLine line) =>
        line.IsOpen ? line.Owner : line.Route.StartsWith("/api", StringComparison.Ordinal) ? 401 : 302;

    private static Task EverybodyAsync(Visitor visitor, AskedJob job, Func<AccessLine, int> expected) =>
        WalkAsync(visitor, job, Table, expected);

    private static async Task WalkAsync(
        Visitor visitor,
        AskedJob job,
        IEnumerable<AccessLine> lines,
        Func<AccessLine, int> expected)
    {
        using var account = await visitor.GetAsync("/account");
        var isKnown = account.StatusCode == HttpStatusCode.OK;
        var forgery = await visitor.TokenAsync(isKnown ? "/account" : "/account/login");
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            using var answer = await visitor.SendAsync(AskedJob.MethodOf(line.Method, line.Route), job.AddressOf(line.Method, line.Route), AskedJob.BodyOf(line.Method, line.Route, forgery), job.HeadersOf(line.Route, forgery));
            await Visitor.TextOfAsync(answer);
            if ((int)answer.StatusCode != expected(line))
            {
                wrong.Add($"{line.Method} {line.Route} gave {(int)answer.StatusCode}, not {expected(line)}.");
            }
            else if (answer.StatusCode == HttpStatusCode.Found && !SigningSite.Where(answer).StartsWith(isKnown || line.IsOpen ? AskedJob.TargetOf(line.Route) : "/account/login?returnUrl=", StringComparison.Ordinal))
            {
                wrong.Add($"{line.Method} {line.Route} leads to {SigningSite.Where(answer)}.");
            }
        }

        Assert.Equal([], wrong);
    }

    /// <summary>A completed job of Ann's or somebody else's: no action but deleting and running again is possible.</summary>
    private async Task<AskedJob> UploadAsync(string email = GasServer.Ann)
    {
        using var ann = await server.CallAsAsync(email);
        using var sent = await ann.SendAsync(HttpMethod.Post, $"/api/jobs?name={(email == GasServer.Ann ? SecretName : "own.vcf")}", SmallVcf.Body());
        var job = await CompletedAsync(sent);
        using var again = await ann.SendAsync(HttpMethod.Post, $"/api/jobs/{job.Id}/again");
        var twin = await CompletedAsync(again);
        var secret = await server.Services.GetRequiredService<ShareBook>().MakeAsync(job, "readers", downloads: true, TimeSpan.FromDays(1), Cancellation);
        var ticket = new UploadTicket(job.Id, job.Owner.Value, "brought", new UploadQuery(job.FileName, null, null, null, null), TimeProvider.System.GetUtcNow().AddHours(1));
        return new AskedJob(job.Id.Value, twin.Id.Value, secret!, server.Services.GetRequiredService<UploadTickets>().Seal(ticket));
    }

    private async Task<Job> CompletedAsync(HttpResponseMessage sent)
    {
        var id = new JobId((await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid());
        await Until.TrueAsync(async () => (await server.Store.FindAsync(id, Cancellation))!.State == JobState.Completed, "the job is completed");
        return (await server.Store.FindAsync(id, Cancellation))!;
    }
}
