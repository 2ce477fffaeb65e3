using System.Net;
using Gas.Blazor.Account.Audit;
using Gas.Tests.Blazor.Accounts.SignIn;

namespace Gas.Tests.Blazor.Accounts.SecondFactor;

/// <summary>A second factor holds whichever way somebody comes in, and is changed by a session that has just begun.</summary>
public sealed class SecondFactorWithProviderTests : IClassFixture<SigningSite>
{
    private readonly SigningSite _site;

    public SecondFactorWithProviderTests(SigningSite site)
    {
        _site = site;
        site.Provider.Mend();
    }

    [Fact]
    public async Task Whoever_comes_with_a_provider_tells_a_code_too_and_can_sign_out_there()
    {
        using var owner = _site.Server.Visit();
        await _site.SignInAsync(owner, SigningSite.Person("guarded"));
        var app = await SetUpAsync(owner);
        using var visitor = _site.Server.Visit();
        Assert.StartsWith("/account/code?returnUrl=", await _site.SignInAsync(visitor, SigningSite.Person("guarded")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/account")).StatusCode);
        using var code = await visitor.FillInAsync("/account/code", ("Input.Code", app.Show()));
        Assert.Equal("/", SigningSite.Where(code));
        Assert.Contains("guarded@lab.example", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Contains(AuditAction.SignedIn, await _site.TrailAsync("guarded@lab.example"));

        // The session knows the provider through the step.
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await visitor.TokenAsync())]);
        using var left = await visitor.SendAsync(HttpMethod.Post, "/account/logout", form);
        Assert.Contains("To The Lab", await Visitor.TextOfAsync(left), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_alone_links_nothing_to_an_account_with_a_second_factor()
    {
        await _site.Server.AddAsync("both-factors@lab.example");
        using var owner = await _site.Server.VisitAsAsync("both-factors@lab.example");
        await SetUpAsync(owner);
        using var visitor = _site.Server.Visit();
        var end = await _site.SignInAsync(visitor, SigningSite.Person("both-factors"));
        Assert.StartsWith("/account/link", end, StringComparison.Ordinal);
        using var answer = await visitor.FillInAsync("/account/link", ("Input.Password", GasServer.Password));
        Assert.Contains("This account also asks for a code", await Visitor.TextOfAsync(answer), StringComparison.Ordinal);
        Assert.DoesNotContain(AuditAction.IdentityLinked, await _site.TrailAsync("both-factors@lab.example"));
    }

    [Fact]
    public async Task An_old_session_neither_turns_it_on_nor_off()
    {
        using var owner = await _site.Server.VisitAsAsync("old@lab.example");
        await SetUpAsync(owner);
        using var late = await owner.SubmitAsync("/account/security", "second-off");
        Assert.Contains("The second factor is off.", await Visitor.TextOfAsync(late), StringComparison.Ordinal);
        await SetUpAsync(owner);
        _site.Clock.Move(TimeSpan.FromMinutes(11));
        var page = await owner.ReadAsync("/account/security");
        Assert.Contains("sign in once more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("second-off", page, StringComparison.Ordinal);
        using var forged = await owner.SendAsync(HttpMethod.Post, "/account/security", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "second-off", ["__RequestVerificationToken"] = await owner.TokenAsync() }));
        Assert.Contains("On: whoever signs in also tells a code.", await owner.ReadAsync("/account/security"), StringComparison.Ordinal);
    }

    private static async Task<AuthenticatorApp> SetUpAsync(Visitor owner)
    {
        using var begun = await owner.SubmitAsync("/account/security", "second-begin");
        var app = AuthenticatorApp.Scan(await Visitor.TextOfAsync(begun));
        using var on = await owner.FillInAsync("/account/security", ("Input.Code", app.Show(-1)));
        Assert.Contains("The second factor is on.", await Visitor.TextOfAsync(on), StringComparison.Ordinal);
        return app;
    }
}
