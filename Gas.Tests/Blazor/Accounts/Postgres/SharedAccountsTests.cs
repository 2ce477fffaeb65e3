using System.Net;
using Gas.Blazor.Account;
using Gas.Tests.Peers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts.Postgres;

/// <summary>Several instances share one database of accounts.</summary>
public sealed class SharedAccountsTests : IAsyncLifetime
{
    private readonly string _database = PostgresPeer.NewDatabase();
    private GasServer[] _servers = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>All at once, over an empty database.</summary>
    public async ValueTask InitializeAsync() =>
        _servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new GasServer(PostgresPeer.SettingsFor(_database)))));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Instances_that_start_at_once_make_the_tables_the_role_and_the_key_once()
    {
        await using var scope = _servers[0].Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<PostgresAccounts>();
        Assert.Empty(await accounts.Database.GetPendingMigrationsAsync(Cancellation));
        Assert.False(accounts.Database.HasPendingModelChanges());
        Assert.Equal(Roles.Admin, Assert.Single(await accounts.Roles.ToListAsync(Cancellation)).Name);
        Assert.Single(await accounts.DataProtectionKeys.ToListAsync(Cancellation));
        Assert.All(_servers, server => Assert.False(Directory.Exists(Path.Combine(server.DataFolder, "keys")) || File.Exists(Path.Combine(server.DataFolder, "accounts.db"))));
    }

    [Fact]
    public async Task Whoever_signs_in_at_one_is_signed_in_at_the_others_and_out_again()
    {
        using var here = await _servers[0].VisitAsAsync(GasServer.Ann);
        using var there = here.Elsewhere(_servers[1].Address);
        Assert.Contains(GasServer.Ann, await there.ReadAsync("/account"), StringComparison.Ordinal);
        using var changed = await there.FillInAsync("/account", ("Input.DisplayName", "Ann of Lab"), ("Input.Institution", ""));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("Ann of Lab", await here.ReadAsync("/account"), StringComparison.Ordinal);

        await _servers[2].ChangeAsync(GasServer.Ann, user => user.SecurityStamp = Guid.NewGuid().ToString());
        using var left = await there.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, left.StatusCode);
    }

    [Fact]
    public async Task A_session_ended_at_one_is_over_at_the_others()
    {
        using var here = await _servers[0].VisitAsAsync(GasServer.Bob);
        using var there = await _servers[1].VisitAsAsync(GasServer.Bob);
        using var ended = await there.SubmitAsync("/account/security", "end-others");
        Assert.Contains("All other sessions are signed out", await Visitor.TextOfAsync(ended), StringComparison.Ordinal);
        using var left = await here.Elsewhere(_servers[2].Address).GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, left.StatusCode);
        using var stayed = await there.Elsewhere(_servers[2].Address).GetAsync("/account");
        Assert.Equal(HttpStatusCode.OK, stayed.StatusCode);
    }

    [Fact]
    public async Task The_set_up_link_of_one_holds_at_another_and_makes_one_admin_of_all_who_use_it()
    {
        var link = $"/account/setup?token={_servers[0].Services.GetRequiredService<SetupLink>().Issue()}";
        var visitors = _servers.Select(server => server.Visit()).ToArray();
        // All of them see the form before the first sends it.
        using var together = new Barrier(visitors.Length);
        var answers = await Task.WhenAll(visitors.Select((visitor, at) => Task.Run(() => visitor.FillInAsync(
            link,
            () => together.SignalAndWait(TimeSpan.FromSeconds(60), Cancellation),
            ("Input.Email", $"admin-{at}@lab.example"), ("Input.Password", GasServer.Password), ("Input.ConfirmPassword", GasServer.Password)))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
        Assert.All(visitors, visitor => visitor.Dispose());
        await using var scope = _servers[0].Services.CreateAsyncScope();
        Assert.Single(await scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>().GetUsersInRoleAsync(Roles.Admin));
    }

    [Fact]
    public async Task Of_admins_who_leave_at_several_instances_at_once_one_must_stay()
    {
        for (var round = 0; round < 10; round++)
        {
            var ids = new List<Gas.Pipeline.Jobs.UserId>();
            for (var at = 0; at < _servers.Length; at++)
            {
                await _servers[at].AddAsync($"admin-{round}-{at}@lab.example", admin: true);
                ids.Add(await _servers[at].IdOfAsync($"admin-{round}-{at}@lab.example"));
            }

            var answers = await Task.WhenAll(ids.Select((id, at) => Task.Run(() => _servers[at].Services.GetRequiredService<AccountDeletion>().RequestAsync(id, Cancellation))));

            Assert.Equal(AccountDeletion.LastAdmin, Assert.Single(answers, answer => answer is not null));
            await using var scope = _servers[0].Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.ExecuteDeleteAsync(Cancellation);
        }
    }
}
