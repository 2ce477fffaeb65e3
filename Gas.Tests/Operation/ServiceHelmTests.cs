using System.Net;
using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Operation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Operation;

/// <summary>What admins set holds from then on, in all instances, and is written down.</summary>
public abstract class ServiceHelmTests(GasServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ServiceHelm Helm => server.Services.GetRequiredService<ServiceHelm>();

    private ModeNews News => server.Services.GetRequiredService<ModeNews>();

    [Fact]
    public async Task In_maintenance_uploads_are_refused_with_the_sentence_workers_pause_and_everybody_reads_it()
    {
        using var visitor = await server.VisitAsAsync(GasServer.Admin);
        var admin = await PrincipalAsync(GasServer.Admin);
        Assert.Null(await Helm.ChangeAsync(admin, mode => mode with { Maintenance = "We move to a new disk.", Banner = "Back at <noon>." }, AuditAction.MaintenanceChanged, "", "begun", Cancellation));
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using (var refused = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=x.vcf", SmallVcf.Body()))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("We move to a new disk.", (await Visitor.JsonOfAsync(refused)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        var gate = server.Services.GetRequiredService<WorkGate>();
        Assert.All(Enum.GetValues<Stage>(), stage => Assert.False(gate.IsOpen(stage)));
        var page = await visitor.ReadAsync("/account/login");
        Assert.Contains("We move to a new disk.", page, StringComparison.Ordinal);
        Assert.Contains("Back at &lt;noon&gt;.", page, StringComparison.Ordinal);

        Assert.Null(await Helm.ChangeAsync(admin, mode => mode with { Maintenance = null, Banner = null }, AuditAction.MaintenanceChanged, "", "ended", Cancellation));
        using var taken = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=x.vcf", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.All(Enum.GetValues<Stage>(), stage => Assert.True(gate.IsOpen(stage)));
        var (lines, _) = await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(Action: AuditAction.MaintenanceChanged), null, 10, Cancellation);
        Assert.Equal(["ended", "begun"], lines.Select(line => line.Detail));
        Assert.All(lines, line => Assert.Equal(GasServer.Admin, line.Actor));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore", false)]
    [InlineData("microsoft.aspnetcore.Hosting.Diagnostics", false)]
    [InlineData("Gas.Pipeline", true)]
    public async Task The_log_is_not_made_to_tell_addresses(string category, bool may)
    {
        await server.AddAsync(GasServer.Admin, admin: true);
        var (desk, levels, admin) = (server.Services.GetRequiredService<LogLevelDesk>(), server.Services.GetRequiredService<RunTimeLevels>(), await PrincipalAsync(GasServer.Admin));
        Assert.Equal(may, await desk.ChangeAsync(admin, category, LogLevel.Information, Cancellation) is null);
        Assert.Equal(may, levels.Levels.ContainsKey(category));
        Assert.Null(await desk.ChangeAsync(admin, category, LogLevel.Error, Cancellation));
        Assert.Null(await desk.ChangeAsync(admin, category, null, Cancellation));
    }

    [Fact]
    public async Task What_another_instance_has_changed_is_taken_and_nothing_older()
    {
        await server.AddAsync(GasServer.Admin, admin: true);
        var admin = await PrincipalAsync(GasServer.Admin);
        var other = new ModeNews(new WorkGate());
        var there = new ServiceHelm(server.Services.GetRequiredService<IServiceScopeFactory>(), server.Services.GetRequiredService<AccountStanding>(), server.Services.GetRequiredService<AuditTrail>(), other);
        Assert.Null(await there.ChangeAsync(admin, mode => mode with { Paused = [Stage.Archive] }, AuditAction.StagePaused, "Archive", "paused", Cancellation));
        var told = 0;
        News.Changed += () => told++;
        await Helm.ReadAsync(Cancellation);
        Assert.Equal([Stage.Archive], News.Mode.Paused);
        Assert.False(server.Services.GetRequiredService<WorkGate>().IsOpen(Stage.Archive));
        await Helm.ReadAsync(Cancellation);
        Assert.Equal(1, told);

        Assert.Null(await Helm.ChangeAsync(admin, mode => mode with { Paused = [] }, AuditAction.StagePaused, "Archive", "resumed", Cancellation));
        var newest = News.Mode;
        News.Take(newest with { Version = newest.Version - 1, Banner = "old" });
        Assert.Same(newest, News.Mode);
    }

    [Fact]
    public async Task Who_is_no_admin_changes_nothing()
    {
        await server.AddAsync(GasServer.Ann);
        var before = News.Mode;
        Assert.Equal("You are not an admin of this service any more.", await Helm.ChangeAsync(await PrincipalAsync(GasServer.Ann), mode => mode with { Maintenance = "no" }, AuditAction.MaintenanceChanged, "", "", Cancellation));
        Assert.Same(before, News.Mode);
    }

    [Fact]
    public async Task A_retired_reference_takes_no_new_jobs_and_the_default_cannot_be_retired()
    {
        await server.AddAsync(GasServer.Admin, admin: true);
        var admin = await PrincipalAsync(GasServer.Admin);
        var desk = server.Services.GetRequiredService<ReferenceDesk>();
        Assert.Contains("is the default", await desk.RetireAsync(admin, "NC_045512.2", Cancellation), StringComparison.Ordinal);
        Assert.Null(await desk.RetireAsync(admin, "GRCh38-genes", Cancellation));
        Assert.Contains("is retired", await desk.MakeDefaultAsync(admin, "GRCh38-genes", Cancellation), StringComparison.Ordinal);
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using (var refused = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=x.vcf&reference=GRCh38-genes", SmallVcf.Body()))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.Null(await desk.BringBackAsync(admin, "GRCh38-genes", Cancellation));
        Assert.Empty(News.Mode.Retired);
        Assert.Null(await desk.VerifyAsync(admin, "NC_045512.2", Cancellation));
        Assert.NotNull(await desk.VerifyAsync(admin, "none-such", Cancellation));
    }

    [Fact]
    public async Task Above_the_quota_no_file_is_taken_and_nothing_that_is_there_goes()
    {
        const string Carl = "carl@lab.example";
        using var carl = await server.CallAsAsync(Carl);
        var id = await server.IdOfAsync(Carl);
        var people = server.Services.GetRequiredService<Gas.Blazor.Account.People.AccountAdmin>();
        await server.AddAsync(GasServer.Admin, admin: true);
        var admin = await PrincipalAsync(GasServer.Admin);
        Assert.Null(await people.SetQuotaAsync(admin, id, 0, Cancellation));
        using (var refused = await carl.SendAsync(HttpMethod.Post, "/api/jobs?name=x.vcf", SmallVcf.Body()))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("Delete jobs that you do not need", (await Visitor.JsonOfAsync(refused)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Null(await people.SetQuotaAsync(admin, id, null, Cancellation));
        using var taken = await carl.SendAsync(HttpMethod.Post, "/api/jobs?name=x.vcf", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task Signed_out_everywhere_a_browser_has_to_sign_in_again()
    {
        const string Dora = "dora@lab.example";
        using var dora = await server.VisitAsAsync(Dora);
        await server.AddAsync(GasServer.Admin, admin: true);
        Assert.Null(await server.Services.GetRequiredService<Gas.Blazor.Account.People.AccountAdmin>().SignOutAsync(await PrincipalAsync(GasServer.Admin), await server.IdOfAsync(Dora), Cancellation));
        using var answer = await dora.GetAsync("/jobs");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(string email)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>().FindByEmailAsync(email);
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<GasUser>>().CreateAsync(user!);
    }
}
