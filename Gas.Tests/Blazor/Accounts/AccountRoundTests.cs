using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.People;
using Gas.Blazor.Account.Sessions;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>Open pages and the accounts that they belong to, whichever database keeps them.</summary>
public abstract class AccountRoundTests(GasServer server) : IAsyncLifetime
{
    private readonly List<IServiceScope> _pages = [];
    private readonly string _email = $"{Guid.NewGuid():n}@lab.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AccountRound Round => server.Services.GetRequiredService<AccountRound>();

    private SessionBook Book => server.Services.GetRequiredService<SessionBook>();

    public async ValueTask InitializeAsync() => await server.AddAsync(_email);

    public ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
        {
            Round.Remove(page.ServiceProvider.GetRequiredService<LiveUserState>());
            page.Dispose();
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Only_the_page_whose_session_has_ended_is_cut_off()
    {
        var (one, session) = await OpenAsync();
        var (other, _) = await OpenAsync();
        await Round.LookAsync(Cancellation);
        Assert.True(await IsInAsync(one) && await IsInAsync(other));

        // As another instance does it: nobody in this process is told.
        Assert.NotNull(await Book.EndAsync(await server.IdOfAsync(_email), session, Cancellation, isLeaving: true));
        await Round.LookAsync(Cancellation);
        Assert.False(await IsInAsync(one));
        Assert.True(await IsInAsync(other));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_of_a_disabled_account_or_one_with_another_stamp_is_cut_off(bool isDisabled)
    {
        var (page, _) = await OpenAsync();
        await server.ChangeAsync(_email, user =>
        {
            user.Disabled = isDisabled;
            user.SecurityStamp = isDisabled ? user.SecurityStamp : "another";
        });
        await Round.LookAsync(Cancellation);
        Assert.False(await IsInAsync(page));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_open_page_of_a_new_admin_is_an_admin_s(bool isToldHere)
    {
        var (page, session) = await OpenAsync();
        await Round.LookAsync(Cancellation);
        Assert.False((await page.GetAuthenticationStateAsync()).User.IsInRole(Roles.Admin));

        var id = await server.IdOfAsync(_email);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().MakeAdminAsync(id, Cancellation));
        }

        await (isToldHere ? page.LookAsync(id) : Round.LookAsync(Cancellation));
        Assert.True((await page.GetAuthenticationStateAsync()).User.IsInRole(Roles.Admin));

        // It is still the page of that session.
        await Book.EndAsync(id, session, Cancellation, isLeaving: true);
        await Round.LookAsync(Cancellation);
        Assert.False(await IsInAsync(page));
    }

    [Fact]
    public async Task A_session_is_over_after_so_many_days_however_it_is_used()
    {
        var id = await server.IdOfAsync(_email);
        var (old, session) = await OpenAsync();
        var (younger, other) = await OpenAsync();
        await BeganAsync(session, TimeSpan.FromDays(30.1));
        await BeganAsync(other, TimeSpan.FromDays(29.9));
        await Round.LookAsync(Cancellation);
        Assert.Equal((false, true), (await IsInAsync(old), await IsInAsync(younger)));
        Assert.Equal((false, true), (await Book.GoesOnAsync(id, session, Cancellation), await Book.GoesOnAsync(id, other, Cancellation)));
        Assert.Equal([other], (await Book.ListAsync(id, Cancellation)).Select(one => one.Id));
    }

    [Fact]
    public async Task A_session_of_somebody_else_holds_no_page_open()
    {
        var bob = $"bob-{_email}";
        await server.AddAsync(bob);
        var foreign = await Book.BeginAsync(await server.IdOfAsync(bob), new DefaultHttpContext(), Cancellation);
        var page = await OpenAsync(await server.IdOfAsync(_email), foreign);
        await Round.LookAsync(Cancellation);
        Assert.False(await IsInAsync(page));
    }

    [Fact]
    public async Task A_visitor_s_page_and_a_closed_one_are_left_alone()
    {
        var (closed, session) = await OpenAsync();
        Round.Remove(closed);
        await Book.EndAsync(await server.IdOfAsync(_email), session, Cancellation, isLeaving: true);
        var visitor = Page(new ClaimsPrincipal(new ClaimsIdentity()));
        await Round.LookAsync(Cancellation);
        Assert.True(await IsInAsync(closed));
        Assert.False(await IsInAsync(visitor));
    }

    private async Task<(LiveUserState Page, string Session)> OpenAsync()
    {
        var id = await server.IdOfAsync(_email);
        var session = await Book.BeginAsync(id, new DefaultHttpContext(), Cancellation);
        return (await OpenAsync(id, session), session);
    }

    private async Task BeganAsync(string session, TimeSpan ago)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var at = TimeProvider.System.GetUtcNow() - ago;
        await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Sessions.Where(one => one.Id == session).ExecuteUpdateAsync(one => one.SetProperty(begun => begun.StartedAt, at), Cancellation);
    }

    private async Task<LiveUserState> OpenAsync(UserId id, string session)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>().FindByIdAsync(id.Value);
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<GasUser>>().CreateAsync(user!);
        ((ClaimsIdentity)principal.Identity!).AddClaim(SessionMark.Set(new AuthenticationProperties(), session));
        return Page(principal);
    }

    private LiveUserState Page(ClaimsPrincipal user)
    {
        var scope = server.Services.CreateScope();
        _pages.Add(scope);
        var page = scope.ServiceProvider.GetRequiredService<LiveUserState>();
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        Round.Add(page);
        return page;
    }

    private static async Task<bool> IsInAsync(LiveUserState page) => (await page.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated == true;
}

public sealed class AccountRoundOnSqliteTests(GasServer server) : AccountRoundTests(server), IClassFixture<GasServer>;

public sealed class AccountRoundOnPostgresTests(Postgres.PostgresSite site) : AccountRoundTests(site.Server), IClassFixture<Postgres.PostgresSite>;
