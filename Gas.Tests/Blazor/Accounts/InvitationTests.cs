using System.Net;
using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Invitations;
using Gas.Blazor.Account.Plans;
using Gas.Pipeline.Jobs;
using Gas.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>Who comes in where registration takes an invitation, whichever database keeps the accounts.</summary>
public abstract class InvitationTests(InvitationTests.Site site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GasServer Server => site.Server;

    private InvitationBook Book => Server.Services.GetRequiredService<InvitationBook>();

    [Fact]
    public async Task Without_an_invitation_nobody_registers()
    {
        using var visitor = Server.Visit();
        var page = await visitor.ReadAsync("/account/register");
        Assert.Contains("Ask the operator of this service for an invitation", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.Password", page, StringComparison.Ordinal);
        foreach (var link in new[] { "/account/invitation", "/account/invitation?token=", "/account/invitation?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
        {
            Assert.Contains("This invitation is not valid", await visitor.ReadAsync(link), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_invitation_makes_one_account_with_its_plan()
    {
        var link = await InviteAsync("guest@lab.example", Plan.Premium);
        using var visitor = Server.Visit();
        using var other = await visitor.MakeAccountAsync(link, "another@lab.example");
        Assert.Contains("This invitation is for guest@lab.example.", await Visitor.TextOfAsync(other), StringComparison.Ordinal);
        using var made = await visitor.MakeAccountAsync(link, "Guest@lab.example");
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        Assert.Contains("Guest@lab.example", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(Plan.Premium, (await Server.Services.GetRequiredService<AccountPlans>().FindAsync(await Server.IdOfAsync("guest@lab.example"), Cancellation)).Plan);

        using var second = Server.Visit();
        Assert.Contains("This invitation is not valid", await second.ReadAsync(link), StringComparison.Ordinal);
        var used = Assert.Single(await Book.ListAsync(Cancellation), one => one.Email == "guest@lab.example");
        Assert.Equal("Guest@lab.example", used.UsedBy);
        var (lines, _) = await Server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(used.Id), before: null, 10, Cancellation);
        Assert.Equal(AuditAction.InvitationMade, Assert.Single(lines).Action);
    }

    [Fact]
    public async Task Two_who_come_with_one_link_at_once_make_one_account()
    {
        var link = await InviteAsync("", Plan.Free);
        using var one = Server.Visit();
        using var other = Server.Visit();
        var answers = await Task.WhenAll(one.MakeAccountAsync(link, "first@lab.example"), other.MakeAccountAsync(link, "second@lab.example"));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
    }

    [Fact]
    public async Task What_is_refused_does_not_spend_it()
    {
        var link = await InviteAsync("", Plan.Free);
        using var visitor = Server.Visit();
        using var refused = await visitor.MakeAccountAsync(link, "careful@lab.example", "too short");
        Assert.Contains("at least 10 characters", await Visitor.TextOfAsync(refused), StringComparison.Ordinal);
        using var made = await visitor.MakeAccountAsync(link, "careful@lab.example");
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
    }

    [Fact]
    public async Task A_revoked_and_an_old_one_are_not_good()
    {
        const string Old = "old@lab.example";
        var aged = await InviteAsync(Old, Plan.Free);
        await using (var scope = Server.Services.CreateAsyncScope())
        {
            var invitations = scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Invitations.Where(one => one.Email == Old);
            var now = TimeProvider.System.GetUtcNow();
            var left = (await invitations.AsNoTracking().SingleAsync(Cancellation)).ExpiresAt - now;
            Assert.InRange(left, TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
            var over = now - TimeSpan.FromSeconds(1);
            await invitations.ExecuteUpdateAsync(one => one.SetProperty(aging => aging.ExpiresAt, over), Cancellation);
        }

        using var late = Server.Visit();
        Assert.Contains("This invitation is not valid", await late.ReadAsync(aged), StringComparison.Ordinal);
        using var forced = await late.ForceAsync(aged, "account", ("Input.Email", Old), ("Input.Password", GasServer.Password), ("Input.ConfirmPassword", GasServer.Password));
        Assert.False(await Server.HasAsync(Old));

        var link = await InviteAsync("revoked@lab.example", Plan.Free);
        var waiting = Assert.Single(await Book.ListAsync(Cancellation), one => one.Email == "revoked@lab.example");
        Assert.Null(await Book.RevokeAsync(await AdminAsync(), waiting.Id, Cancellation));
        Assert.NotNull(await Book.RevokeAsync(await AdminAsync(), waiting.Id, Cancellation));
        using var visitor = Server.Visit();
        Assert.Contains("This invitation is not valid", await visitor.ReadAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_leaves_takes_its_invitation_along()
    {
        var link = await InviteAsync("leaver@lab.example", Plan.Free);
        using var visitor = Server.Visit();
        using var made = await visitor.MakeAccountAsync(link, "leaver@lab.example");
        Assert.Contains(await Book.ListAsync(Cancellation), one => one.UsedBy == "leaver@lab.example");
        // The account is known by its id: its address may be another by now.
        await Server.ChangeAsync("leaver@lab.example", user => user.Email = user.UserName = "moved@lab.example");
        await visitor.SignInAsync("moved@lab.example");
        using var left = await visitor.FillInAsync("/account", ("Leaving.Password", GasServer.Password));
        await Until.TrueAsync(async () => !await Server.HasAsync("moved@lab.example"), "the account is gone");
        Assert.DoesNotContain(await Book.ListAsync(Cancellation), one => one.Email == "leaver@lab.example" || one.UsedBy == "leaver@lab.example");
    }

    [Fact]
    public async Task Only_admins_invite_and_only_what_can_be()
    {
        await Server.AddAsync(GasServer.Ann);
        var ann = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, (await Server.IdOfAsync(GasServer.Ann)).Value), new Claim(ClaimTypes.Role, Roles.Admin)], "test"));
        Assert.Equal((null, "You are not an admin of this service any more."), await Book.MakeAsync(ann, "", Plan.Free, 7, Cancellation));
        var admin = await AdminAsync();
        Assert.NotNull((await Book.MakeAsync(admin, "no address", Plan.Free, 7, Cancellation)).Refusal);
        Assert.NotNull((await Book.MakeAsync(admin, "", Plan.Free, 4000, Cancellation)).Refusal);
        Assert.Equal((null, "There is an account with this address already."), await Book.MakeAsync(admin, GasServer.Ann, Plan.Free, 7, Cancellation));
    }

    private async Task<string> InviteAsync(string email, Plan plan)
    {
        var (text, refusal) = await Book.MakeAsync(await AdminAsync(), email, plan, 7, Cancellation);
        Assert.Null(refusal);
        return Invitation.PathOf(text!);
    }

    private async Task<ClaimsPrincipal> AdminAsync()
    {
        await Server.AddAsync(GasServer.Admin, admin: true);
        await using var scope = Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<GasUser>>().CreateAsync((await users.FindByEmailAsync(GasServer.Admin))!);
    }

    /// <summary>The whole server, where an invitation is needed.</summary>
    public class Site : IAsyncDisposable
    {
        private GasServer? _server;

        public GasServer Server => _server ??= new GasServer(new(Accounts()) { ["Accounts:Registration"] = "Invitation" });

        /// <summary>Settings that say where accounts lie.</summary>
        protected virtual Dictionary<string, string> Accounts() => [];

        public async ValueTask DisposeAsync()
        {
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }

            GC.SuppressFinalize(this);
        }
    }

    public sealed class PostgresSite : Site
    {
        protected override Dictionary<string, string> Accounts() => Peers.PostgresPeer.Settings();
    }
}

public sealed class InvitationsOnSqliteTests(InvitationTests.Site site) : InvitationTests(site), IClassFixture<InvitationTests.Site>;

public sealed class InvitationsOnPostgresTests(InvitationTests.PostgresSite site) : InvitationTests(site), IClassFixture<InvitationTests.PostgresSite>;
