using System.Data.Common;
using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Invitations;
using Gas.Blazor.Account.People;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Account.Tokens;
using Gas.Blazor.Operation;
using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

public sealed class AuditOnSqliteTests(GasServer server) : AuditTests(server), IClassFixture<GasServer>
{
    private readonly GasServer _server = server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_trail_does_not_take_is_not_done()
    {
        await _server.AddAsync(GasServer.Admin, admin: true);
        await _server.AddAsync("untouched@lab.example");
        var account = await _server.IdOfAsync("untouched@lab.example");
        var admin = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, (await _server.IdOfAsync(GasServer.Admin)).Value)], "test"));
        var services = _server.Services;
        var (people, tokens, invitations) = (services.GetRequiredService<AccountAdmin>(), services.GetRequiredService<TokenBook>(), services.GetRequiredService<InvitationBook>());
        Assert.NotNull(await tokens.MakeAsync(account, "kept", TokenScope.Read, TimeSpan.FromDays(1), Cancellation));
        var token = Assert.Single(await tokens.ListAsync(account, Cancellation)).Id;

        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var before = (await StateAsync(accounts, account), await accounts.Invitations.CountAsync(Cancellation));
        await accounts.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON AuditEntries BEGIN SELECT RAISE(ABORT, 'The trail takes no more.'); END;", Cancellation);
        try
        {
            foreach (var deed in new Func<Task>[]
            {
                () => people.DisableAsync(admin, account, Cancellation),
                () => people.MakeAdminAsync(admin, account, Cancellation),
                () => people.GrantPremiumAsync(admin, account, null, Cancellation),
                () => people.DeleteAsync(admin, account, Cancellation),
                () => tokens.MakeAsync(account, "another", TokenScope.Read, TimeSpan.FromDays(1), Cancellation),
                () => tokens.RevokeAsync(account, token, Cancellation),
                () => invitations.MakeAsync(admin, "", Plan.Free, 7, Cancellation),
                () => services.GetRequiredService<PlanSwitch>().ChangeAsync(account, Plan.Premium, null, Cancellation),
                () => services.GetRequiredService<ServiceHelm>().ChangeAsync(admin, mode => mode with { Banner = "Nobody knows who wrote this." }, AuditAction.BannerChanged, "", "", Cancellation),
            })
            {
                var fault = await Assert.ThrowsAnyAsync<Exception>(deed);
                Assert.Contains("The trail takes no more.", (fault as DbException ?? fault.InnerException)!.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            await accounts.Database.ExecuteSqlRawAsync("DROP TRIGGER full", Cancellation);
        }

        Assert.Equal(before, (await StateAsync(accounts, account), await accounts.Invitations.CountAsync(Cancellation)));
        Assert.NotEqual("Nobody knows who wrote this.", services.GetRequiredService<ModeNews>().Mode.Banner);
    }

    private static async Task<string> StateAsync(AccountsDbContext accounts, UserId account)
    {
        var user = await accounts.Users.AsNoTracking().SingleAsync(one => one.Id == account.Value, Cancellation);
        var tokens = await accounts.Tokens.Where(one => one.UserId == account.Value).Select(one => one.Name).ToListAsync(Cancellation);
        return $"{user.Disabled} {user.DeletionRequestedAt} {user.Plan} {user.PlanVersion} {user.SecurityStamp} {string.Join(',', tokens)} {await accounts.UserRoles.CountAsync(role => role.UserId == account.Value, Cancellation)}";
    }
}
