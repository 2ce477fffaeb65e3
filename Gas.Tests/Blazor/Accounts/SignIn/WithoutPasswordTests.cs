using Gas.Tests.Mail;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>Accounts that have no password: what a password confirms elsewhere, a sign-in of just now does for them.</summary>
public sealed class WithoutPasswordTests : IClassFixture<SigningSite>
{
    private readonly SigningSite _site;

    public WithoutPasswordTests(SigningSite site)
    {
        _site = site;
        site.Provider.Mend();
    }

    [Fact]
    public async Task Such_an_account_is_deleted_by_its_address_soon_after_signing_in()
    {
        using var visitor = _site.Server.Visit();
        await _site.SignInAsync(visitor, SigningSite.Person("leaver"));
        using var wrong = await visitor.FillInAsync("/account", ("Sure.Email", "another@lab.example"));
        Assert.Contains("This is not your e-mail address. Nothing has been deleted.", await Visitor.TextOfAsync(wrong), StringComparison.Ordinal);

        _site.Clock.Move(TimeSpan.FromMinutes(11));
        var late = await visitor.ReadAsync("/account");
        Assert.Contains("sign in once more", late, StringComparison.Ordinal);
        Assert.DoesNotContain("Sure.Email", late, StringComparison.Ordinal);
        await SigningSite.SignInAsync(visitor, SigningSite.Lab, "/account");
        using var gone = await visitor.FillInAsync("/account", ("Sure.Email", "leaver@lab.example"));
        Assert.Equal("/account/deleted", SigningSite.Where(gone));
        await Until.TrueAsync(async () => !await _site.Server.HasAsync("leaver@lab.example"), "the account is gone");

        // The identity is free again, as the address is.
        using var again = _site.Server.Visit();
        Assert.Equal("/", await SigningSite.SignInAsync(again));
    }

    [Fact]
    public async Task A_form_kept_open_for_too_long_deletes_nothing()
    {
        using var visitor = _site.Server.Visit();
        await _site.SignInAsync(visitor, SigningSite.Person("sitter"));
        using var late = await visitor.FillInAsync("/account", () => _site.Clock.Move(TimeSpan.FromMinutes(11)), ("Sure.Email", "sitter@lab.example"));
        Assert.NotEqual("/account/deleted", SigningSite.Where(late));
        Assert.True(await _site.Server.HasAsync("sitter@lab.example"));
    }

    [Fact]
    public async Task Such_an_account_can_be_given_a_password()
    {
        using var visitor = _site.Server.Visit();
        await _site.SignInAsync(visitor, SigningSite.Person("adder"));
        using var door = _site.Server.Visit();
        using var before = await door.TrySignInAsync("adder@lab.example", GasServer.Password);
        Assert.Contains("Wrong e-mail or password.", await Visitor.TextOfAsync(before), StringComparison.Ordinal);
        using var set = await visitor.FillInAsync("/account/password", ("First.Password", GasServer.Password), ("First.ConfirmPassword", GasServer.Password));
        Assert.Contains("Your password is set.", await Visitor.TextOfAsync(set), StringComparison.Ordinal);
        await door.SignInAsync("adder@lab.example");
        Assert.Contains("Present password", await visitor.ReadAsync("/account/password"), StringComparison.Ordinal);
    }
}
