using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.People;
using Gas.Blazor.Account.Plans;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>What admins do with accounts: each time the store is asked who they are, and nobody is left without an admin.</summary>
public class AccountAdminTests : IAsyncLifetime
{
    private readonly GasServer _server;
    private ClaimsPrincipal _admin = new();
    private UserId _ann;

    public AccountAdminTests()
        : this([])
    {
    }

    protected AccountAdminTests(Dictionary<string, string> accounts) => _server = new GasServer(accounts);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AccountAdmin Admin => _server.Services.GetRequiredService<AccountAdmin>();

    private AccountList Accounts => _server.Services.GetRequiredService<AccountList>();

    public async ValueTask InitializeAsync()
    {
        await _server.AddAsync(GasServer.Admin, admin: true);
        await _server.AddAsync(GasServer.Ann);
        (_admin, _ann) = (PrincipalOf(await _server.IdOfAsync(GasServer.Admin)), await _server.IdOfAsync(GasServer.Ann));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Who_says_to_be_an_admin_and_is_none_any_more_changes_nothing()
    {
        await _server.AddAsync(GasServer.Bob, admin: true);
        var former = PrincipalOf(await _server.IdOfAsync(GasServer.Bob));
        Assert.Null(await Admin.TakeAdminAwayAsync(_admin, former.FindUserId()!.Value, Cancellation));
        await _server.AddAsync(GasServer.Gone, admin: true);
        var disabled = PrincipalOf(await _server.IdOfAsync(GasServer.Gone));
        Assert.Null(await Admin.DisableAsync(_admin, disabled.FindUserId()!.Value, Cancellation));
        var before = await Accounts.FindAsync(_ann, Cancellation);

        foreach (var by in new[] { former, disabled, new ClaimsPrincipal() })
        {
            foreach (var act in EveryAct())
            {
                Assert.Equal("You are not an admin of this service any more.", await act(by, _ann));
            }
        }

        Assert.Equal(before, await Accounts.FindAsync(_ann, Cancellation));
    }

    [Fact]
    public async Task Premium_is_granted_with_an_end_or_without_and_ended()
    {
        var end = TimeProvider.System.GetUtcNow().AddDays(30);
        Assert.Null(await Admin.GrantPremiumAsync(_admin, _ann, end, Cancellation));
        Assert.Equal((Plan.Premium, end.UtcTicks), (await PlanAsync() is var dated ? dated.Plan : default, dated.EndsAt!.Value.UtcTicks));
        Assert.Null(await Admin.GrantPremiumAsync(_admin, _ann, null, Cancellation));
        Assert.Equal((Plan.Premium, (DateTimeOffset?)null), ((await PlanAsync()).Plan, (await PlanAsync()).EndsAt));
        Assert.Null(await Admin.EndPremiumAsync(_admin, _ann, Cancellation));
        Assert.Equal(Plan.Free, (await PlanAsync()).Plan);
    }

    [Fact]
    public async Task A_disabled_account_is_out_and_in_again_when_it_is_enabled()
    {
        using var visitor = await _server.VisitAsAsync(GasServer.Ann);
        Assert.Null(await Admin.DisableAsync(_admin, _ann, Cancellation));
        using var closed = await visitor.GetAsync("/jobs");
        Assert.Equal(302, (int)closed.StatusCode);
        using var refused = await visitor.TrySignInAsync(GasServer.Ann, GasServer.Password);
        Assert.Equal(200, (int)refused.StatusCode);

        Assert.Null(await Admin.EnableAsync(_admin, _ann, Cancellation));
        await visitor.SignInAsync(GasServer.Ann);
    }

    [Fact]
    public async Task A_locked_account_is_unlocked()
    {
        using var visitor = _server.Visit();
        for (var i = 0; i < 5; i++)
        {
            (await visitor.TrySignInAsync(GasServer.Ann, "wrong horse 8")).Dispose();
        }

        Assert.True((await Accounts.FindAsync(_ann, Cancellation))!.LockedUntil > TimeProvider.System.GetUtcNow());
        Assert.Null(await Admin.UnlockAsync(_admin, _ann, Cancellation));
        Assert.Null((await Accounts.FindAsync(_ann, Cancellation))!.LockedUntil);
        await visitor.SignInAsync(GasServer.Ann);
    }

    [Fact]
    public async Task The_admin_role_is_given_and_taken_away_in_open_sessions_too()
    {
        using var visitor = await _server.VisitAsAsync(GasServer.Ann);
        Assert.Null(await Admin.MakeAdminAsync(_admin, _ann, Cancellation));
        Assert.Null(await Admin.MakeAdminAsync(_admin, _ann, Cancellation));
        using var open = await visitor.GetAsync("/admin/users");
        Assert.Equal(200, (int)open.StatusCode);

        Assert.Null(await Admin.TakeAdminAwayAsync(_admin, _ann, Cancellation));
        using var closed = await visitor.GetAsync("/admin/users");
        Assert.Equal(302, (int)closed.StatusCode);
    }

    [Fact]
    public async Task The_last_admin_stays_an_admin_and_stays()
    {
        var self = _admin.FindUserId()!.Value;
        Assert.Equal(AccountDeletion.LastAdmin, await Admin.TakeAdminAwayAsync(_admin, self, Cancellation));
        Assert.Equal(AccountDeletion.LastAdmin, await Admin.DeleteAsync(_admin, self, Cancellation));
        Assert.Contains("your own account", await Admin.DisableAsync(_admin, self, Cancellation), StringComparison.Ordinal);
        Assert.Contains("your own account", await Admin.TakeSecondFactorAwayAsync(_admin, self, Cancellation), StringComparison.Ordinal);

        // A disabled admin looks after nobody.
        await _server.AddAsync(GasServer.Bob, admin: true);
        Assert.Null(await Admin.DisableAsync(_admin, await _server.IdOfAsync(GasServer.Bob), Cancellation));
        Assert.Equal(AccountDeletion.LastAdmin, await Admin.TakeAdminAwayAsync(_admin, self, Cancellation));
        Assert.True((await Accounts.FindAsync(self, Cancellation))!.IsAdmin);
    }

    [Fact]
    public async Task An_account_that_is_being_deleted_is_beyond_everything()
    {
        await _server.Store.AddAsync(SampleJobs.Queued() with { Owner = _ann, State = JobState.Deleting, Lease = SampleJobs.Lease(TimeProvider.System.GetUtcNow().AddHours(1)) }, Cancellation);
        Assert.Null(await Admin.DeleteAsync(_admin, _ann, Cancellation));
        var leaving = await Accounts.FindAsync(_ann, Cancellation);
        Assert.True(leaving is { IsDisabled: true, DeletionRequestedAt: not null, Jobs.Jobs: 1 });

        foreach (var act in EveryAct().Take(EveryAct().Length - 1))
        {
            Assert.Equal("This account is being deleted, or is gone.", await act(_admin, _ann));
        }

        Assert.Equal(leaving, await Accounts.FindAsync(_ann, Cancellation));
    }

    [Fact]
    public async Task Pages_hold_every_account_once_in_the_order_of_their_addresses()
    {
        await AddManyAsync(60);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await Accounts.PageAsync(null, after, 7, Cancellation);
            Assert.True(page.Accounts.Count <= 7);
            seen.AddRange(page.Accounts.Select(line => line.Email));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(62, seen.Count);
        Assert.Equal(seen.Distinct().Order(StringComparer.OrdinalIgnoreCase), seen);
    }

    [Theory]
    [InlineData("ANN@", GasServer.Ann)]
    [InlineData("jürgen", "user-1@many.example")]
    [InlineData("MÜLLER", "user-1@many.example")]
    [InlineData("ångström", "user-2@many.example")]
    [InlineData("李明", "user-4@many.example")]
    [InlineData("明李")]
    [InlineData("50%", "user-3@many.example")]
    [InlineData("_off!", "user-3@many.example")]
    [InlineData("' OR 1=1 --")]
    public async Task A_search_finds_addresses_and_names_in_any_case(string text, params string[] expected)
    {
        await AddManyAsync(5, "Jane Doe", "Jürgen Müller", "Anders Ångström", "50%_off!", "李明");
        Assert.Equal(expected, (await Accounts.PageAsync(text, null, 25, Cancellation)).Accounts.Select(line => line.Email));
    }

    private Func<ClaimsPrincipal, UserId, Task<string?>>[] EveryAct() =>
    [
        (by, id) => Admin.GrantPremiumAsync(by, id, null, Cancellation),
        (by, id) => Admin.EndPremiumAsync(by, id, Cancellation),
        (by, id) => Admin.DisableAsync(by, id, Cancellation),
        (by, id) => Admin.EnableAsync(by, id, Cancellation),
        (by, id) => Admin.UnlockAsync(by, id, Cancellation),
        (by, id) => Admin.SignOutAsync(by, id, Cancellation),
        (by, id) => Admin.SetQuotaAsync(by, id, 1, Cancellation),
        (by, id) => Admin.TakeSecondFactorAwayAsync(by, id, Cancellation),
        (by, id) => Admin.MakeAdminAsync(by, id, Cancellation),
        (by, id) => Admin.TakeAdminAwayAsync(by, id, Cancellation),
        (by, id) => Admin.DeleteAsync(by, id, Cancellation),
    ];

    private Task<AccountPlan> PlanAsync() => _server.Services.GetRequiredService<AccountPlans>().FindAsync(_ann, Cancellation);

    private async Task AddManyAsync(int count, params string[] names)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        for (var i = 0; i < count; i++)
        {
            var email = $"user-{i}@many.example";
            accounts.Users.Add(new GasUser { UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), DisplayName = i < names.Length ? names[i] : "" });
        }

        await accounts.SaveChangesAsync(Cancellation);
    }

    /// <summary>As a session says it, rightly or not.</summary>
    private static ClaimsPrincipal PrincipalOf(UserId id) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.Value), new Claim(ClaimTypes.Role, Roles.Admin)], IdentityConstants.ApplicationScheme));
}
