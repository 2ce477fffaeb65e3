using System.Net;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>What becomes of whom a provider sends, whichever database keeps the accounts.</summary>
public abstract class OtherSignInTests
{
    private readonly SigningSite _site;

    protected OtherSignInTests(SigningSite site)
    {
        _site = site;
        site.Provider.Mend();
    }

    [Fact]
    public async Task Who_is_unknown_gets_an_account_and_comes_back_to_it()
    {
        using var visitor = _site.Server.Visit();
        Assert.Equal("/", await _site.SignInAsync(visitor, SigningSite.Person("new")));
        var page = await visitor.ReadAsync("/account");
        Assert.Contains("new@lab.example", page, StringComparison.Ordinal);
        Assert.Contains("Person new", page, StringComparison.Ordinal);
        var id = await _site.Server.IdOfAsync("new@lab.example");

        // Another browser; the address has changed there, the person has not.
        var renamed = SigningSite.Person("new");
        renamed["email"] = "renamed@lab.example";
        using var again = _site.Server.Visit();
        Assert.Equal("/", await _site.SignInAsync(again, renamed));
        Assert.Contains("new@lab.example", await again.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(id, await _site.Server.IdOfAsync("new@lab.example"));
        Assert.Equal([AuditAction.SignedIn, AuditAction.Registered], await _site.TrailAsync("new@lab.example"));
    }

    [Fact]
    public async Task Where_accounts_are_not_made_an_unknown_person_is_told_so()
    {
        using var visitor = _site.Server.Visit();
        var end = await _site.SignInAsync(visitor, SigningSite.Person("stranger"), SigningSite.Guests);
        Assert.Equal("/account/login?end=Closed&with=guests", end);
        Assert.Contains("accounts are not made by signing in", await visitor.ReadAsync(end), StringComparison.Ordinal);
        await AssertNobodyAsync(visitor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task An_address_that_is_not_verified_takes_none_and_links_to_none(bool? verified)
    {
        var name = $"unverified-{verified}";
        await _site.Server.AddAsync(SigningSite.EmailOf($"{name}-owner"));
        foreach (var email in new[] { SigningSite.EmailOf(name), SigningSite.EmailOf($"{name}-owner") })
        {
            var person = SigningSite.Person(name);
            (person["email"], person["email_verified"]) = (email, verified);
            using var visitor = _site.Server.Visit();
            var end = await _site.SignInAsync(visitor, person);
            Assert.Equal("/account/login?end=NoEmail&with=lab", end);
            Assert.Contains("no verified e-mail address", await visitor.ReadAsync(end), StringComparison.Ordinal);
            Assert.Contains("took too long", await visitor.ReadAsync("/account/link"), StringComparison.Ordinal);
            await AssertNobodyAsync(visitor);
        }

        // The address is still free for its owner.
        using var owner = _site.Server.Visit();
        using var made = await owner.MakeAccountAsync("/account/register", SigningSite.EmailOf(name));
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
    }

    [Fact]
    public async Task A_verified_address_of_an_account_links_to_it_by_its_password_once()
    {
        await _site.Server.AddAsync("both@lab.example");
        using var visitor = _site.Server.Visit();
        var end = await _site.SignInAsync(visitor, SigningSite.Person("both"));
        Assert.Equal("/account/link?returnUrl=%2F", end);
        Assert.Contains("The Lab says that you are <strong>both@lab.example</strong>", await visitor.ReadAsync(end), StringComparison.Ordinal);
        await AssertNobodyAsync(visitor);

        using var wrong = await visitor.FillInAsync("/account/link", ("Input.Password", "wrong horse 8"));
        Assert.Contains("Nothing has been linked.", await Visitor.TextOfAsync(wrong), StringComparison.Ordinal);
        await AssertNobodyAsync(visitor);

        using var right = await visitor.FillInAsync("/account/link", ("Input.Password", GasServer.Password));
        Assert.Equal("/", SigningSite.Where(right));
        Assert.Contains("both@lab.example", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
        using var later = _site.Server.Visit();
        Assert.Equal("/", await SigningSite.SignInAsync(later));
        Assert.Equal([AuditAction.SignedIn, AuditAction.SignedIn, AuditAction.EmailConfirmed, AuditAction.IdentityLinked, AuditAction.SignInRefused], await _site.TrailAsync("both@lab.example"));
    }

    [Fact]
    public async Task A_disabled_account_is_not_opened_and_not_linked()
    {
        using var visitor = _site.Server.Visit();
        await _site.SignInAsync(visitor, SigningSite.Person("locked"));
        await _site.Server.ChangeAsync("locked@lab.example", user => user.Disabled = true);
        using var again = _site.Server.Visit();
        var end = await SigningSite.SignInAsync(again);
        Assert.Equal("/account/login?end=Disabled&with=lab", end);
        Assert.Contains("This account is disabled.", await again.ReadAsync(end), StringComparison.Ordinal);
        await AssertNobodyAsync(again);
        await AssertNobodyAsync(visitor);

        await _site.Server.AddAsync("locked-too@lab.example");
        await _site.Server.ChangeAsync("locked-too@lab.example", user => user.Disabled = true);
        using var other = _site.Server.Visit();
        Assert.Equal("/account/link?returnUrl=%2F", await _site.SignInAsync(other, SigningSite.Person("locked-too")));
        using var right = await other.FillInAsync("/account/link", ("Input.Password", GasServer.Password));
        Assert.Contains("Nothing has been linked.", await Visitor.TextOfAsync(right), StringComparison.Ordinal);
        await AssertNobodyAsync(other);
    }

    [Fact]
    public async Task An_identity_is_linked_from_the_account_s_page_and_unlinked_there()
    {
        using var ann = await _site.Server.VisitAsAsync("linker@lab.example");
        _site.Provider.Person = SigningSite.Person("elsewhere");
        var end = await SigningSite.SignInAsync(ann, SigningSite.Guests, "/account/identities");
        Assert.Equal("/account/identities?end=Linked&with=guests", end);
        Assert.Contains("guests opens your account from now on.", await ann.ReadAsync(end), StringComparison.Ordinal);
        using var other = _site.Server.Visit();
        Assert.Equal("/", await SigningSite.SignInAsync(other, SigningSite.Guests));
        Assert.Contains("linker@lab.example", await other.ReadAsync("/account"), StringComparison.Ordinal);

        // It opens one account only.
        using var bob = await _site.Server.VisitAsAsync("linker-too@lab.example");
        Assert.Equal("/account/identities?end=LinkedElsewhere&with=guests", await SigningSite.SignInAsync(bob, SigningSite.Guests, "/account/identities"));

        using var unlinked = await UnlinkAsync(ann, SigningSite.Guests);
        Assert.Contains("guests does not open your account any more.", await Visitor.TextOfAsync(unlinked), StringComparison.Ordinal);
        Assert.Contains("linker@lab.example", await ann.ReadAsync("/account"), StringComparison.Ordinal);
        await AssertNobodyAsync(other);
        using var late = _site.Server.Visit();
        Assert.Equal("/account/login?end=Closed&with=guests", await SigningSite.SignInAsync(late, SigningSite.Guests));
        Assert.Contains(AuditAction.IdentityUnlinked, await _site.TrailAsync("linker@lab.example"));
    }

    [Fact]
    public async Task Linking_that_one_account_began_is_not_finished_by_another()
    {
        using var browser = await _site.Server.VisitAsAsync("began@lab.example");
        _site.Provider.Person = SigningSite.Person("swapped");
        var answer = await SigningSite.GoThereAsync(browser, SigningSite.Guests, "/account/identities");
        await browser.SignInAsync((await NewAsync("finished@lab.example"))!);
        using var back = await SigningSite.ComeBackAsync(browser, answer);
        Assert.Equal("/account/identities?end=Expired&with=guests", SigningSite.Where(back));
        using var later = _site.Server.Visit();
        Assert.Equal("/account/login?end=Closed&with=guests", await SigningSite.SignInAsync(later, SigningSite.Guests));
    }

    [Fact]
    public async Task The_last_way_in_stays()
    {
        using var visitor = _site.Server.Visit();
        await _site.SignInAsync(visitor, SigningSite.Person("single"));
        using var refused = await UnlinkAsync(visitor, SigningSite.Lab);
        Assert.Contains("This is your only way in.", await Visitor.TextOfAsync(refused), StringComparison.Ordinal);
        Assert.Equal("/account/identities?end=Linked&with=guests", await SigningSite.SignInAsync(visitor, SigningSite.Guests, "/account/identities"));
        using var unlinked = await UnlinkAsync(visitor, SigningSite.Lab);
        Assert.Contains("does not open your account any more.", await Visitor.TextOfAsync(unlinked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_make_admins_and_premium_users_at_each_sign_in_and_unmake_them()
    {
        const string Email = "grouped@lab.example";
        await _site.Server.AddAsync(GasServer.Admin, admin: true);
        using var first = _site.Server.Visit();
        await _site.SignInAsync(first, SigningSite.Person("grouped", "others"));
        Assert.Equal((false, Gas.Pipeline.Jobs.Plan.Free), (await _site.IsAdminAsync(Email), await _site.PlanAsync(Email)));

        using var second = _site.Server.Visit();
        await _site.SignInAsync(second, SigningSite.Person("grouped", "others", "deputies", "payers"));
        Assert.Equal((true, Gas.Pipeline.Jobs.Plan.Premium), (await _site.IsAdminAsync(Email), await _site.PlanAsync(Email)));
        using (var users = await second.GetAsync("/admin/users"))
        {
            Assert.Equal(HttpStatusCode.OK, users.StatusCode);
        }

        using var third = _site.Server.Visit();
        Assert.Equal("/", await _site.SignInAsync(third, SigningSite.Person("grouped")));
        Assert.Equal((false, Gas.Pipeline.Jobs.Plan.Free), (await _site.IsAdminAsync(Email), await _site.PlanAsync(Email)));
        using (var account = await third.GetAsync("/account"))
        {
            Assert.Equal(HttpStatusCode.OK, account.StatusCode);
        }

        // What was drawn for an admin is over.
        await AssertNobodyAsync(second);
        Assert.Equal(2, (await _site.TrailAsync(Email)).Count(action => action == AuditAction.AccountChanged));
    }

    [Fact]
    public async Task What_an_admin_gave_is_not_taken_by_claims_and_what_claims_gave_goes_with_the_link()
    {
        await _site.Server.AddAsync(GasServer.Admin, admin: true);
        await _site.Server.AddAsync("chosen@lab.example", admin: true);
        using var chosen = _site.Server.Visit();
        await _site.SignInAsync(chosen, SigningSite.Person("chosen"));
        using var linked = await chosen.FillInAsync("/account/link", ("Input.Password", GasServer.Password));
        Assert.Equal("/", SigningSite.Where(linked));
        Assert.True(await _site.IsAdminAsync("chosen@lab.example"));

        await _site.Server.AddAsync("given@lab.example");
        using var given = _site.Server.Visit();
        await _site.SignInAsync(given, SigningSite.Person("given", "chiefs"));
        using var also = await given.FillInAsync("/account/link", ("Input.Password", GasServer.Password));
        Assert.True(await _site.IsAdminAsync("given@lab.example"));
        using var unlinked = await UnlinkAsync(given, SigningSite.Lab);
        Assert.False(await _site.IsAdminAsync("given@lab.example"));
        using var account = await given.GetAsync("/account");
        Assert.Equal(HttpStatusCode.OK, account.StatusCode);
    }

    [Fact]
    public async Task What_the_settings_name_no_longer_is_taken_back_at_the_next_sign_in()
    {
        const string Email = "unmapped@lab.example";
        await _site.Server.AddAsync(GasServer.Admin, admin: true);
        using var visitor = _site.Server.Visit();
        await _site.SignInAsync(visitor, SigningSite.Person("unmapped", "chiefs", "payers"));
        Assert.Equal((true, Gas.Pipeline.Jobs.Plan.Premium), (await _site.IsAdminAsync(Email), await _site.PlanAsync(Email)));

        // The same provider, after the operator has taken the values out.
        var bare = new SignInProvider(SigningSite.Lab, new ProviderOptions());
        await _site.Server.Services.GetRequiredService<ClaimedRights>().ApplyAsync(await _site.Server.IdOfAsync(Email), bare, ["chiefs", "payers"], TestContext.Current.CancellationToken);
        Assert.Equal((false, Gas.Pipeline.Jobs.Plan.Free), (await _site.IsAdminAsync(Email), await _site.PlanAsync(Email)));
    }

    [Fact]
    public async Task What_a_provider_gave_goes_with_the_link_though_the_settings_name_it_no_longer()
    {
        const string Email = "orphan@lab.example";
        await _site.Server.AddAsync(GasServer.Admin, admin: true);
        await _site.Server.AddAsync(Email);
        var former = new SignInProvider("former", new ProviderOptions { AdminValues = "chiefs" });
        var id = await _site.Server.IdOfAsync(Email);
        await _site.Server.Services.GetRequiredService<ClaimedRights>().ApplyAsync(id, former, ["chiefs"], TestContext.Current.CancellationToken);
        Assert.True(await _site.IsAdminAsync(Email));
        await using var scope = _site.Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var user = (await users.FindByEmailAsync(Email))!;
        await users.AddLoginAsync(user, new UserLoginInfo(former.Name, "https://former.example orphan", "Former"));
        Assert.Null(await scope.ServiceProvider.GetRequiredService<LinkedIdentities>().UnlinkAsync(user, former.Name, "https://former.example orphan", TestContext.Current.CancellationToken));
        Assert.False(await _site.IsAdminAsync(Email));
    }

    /// <summary>Neither a session nor an account was made.</summary>
    private static async Task AssertNobodyAsync(Visitor visitor)
    {
        using var answer = await visitor.GetAsync("/jobs");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    private async Task<string?> NewAsync(string email)
    {
        await _site.Server.AddAsync(email);
        return email;
    }

    private static Task<HttpResponseMessage> UnlinkAsync(Visitor visitor, string provider) => visitor.SubmitAsync("/account/identities", $"unlink-{provider}-");
}

public sealed class OtherSignInOnSqliteTests(SigningSite site) : OtherSignInTests(site), IClassFixture<SigningSite>;

public sealed class OtherSignInOnPostgresTests(PostgresSigningSite site) : OtherSignInTests(site.OrSkip()), IClassFixture<PostgresSigningSite>;
