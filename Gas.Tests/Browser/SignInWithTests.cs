using Gas.Tests.Blazor.Accounts.SecondFactor;
using Gas.Tests.Peers;
using Gas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>
/// Whole round trips between a browser, the service and an OpenID provider that is not ours. To the browser they are two sites, as they are in life: what a
/// cookie lets the other one see and send is part of it.
/// </summary>
[Collection(SiteCollection.Name)]
public sealed class SignInWithTests(Site site) : IAsyncLifetime
{
    private const string Fonts = "fonts.googleapis.com";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-signin-");
    private OpenIdPeer? _lab;
    private ServerProcess? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OpenIdPeer Lab => _lab!;

    /// <summary>The provider goes by four numbers.</summary>
    private Uri Address => new UriBuilder(_server!.Address) { Host = "localhost" }.Uri;

    public async ValueTask InitializeAsync()
    {
        site.NeedsBrowser();
        _lab = await OpenIdPeer.StartAsync(Cancellation);
        _server = await ServerProcess.StartAsync(_data.FullName, Cancellation, Lab.Arguments());
        using var admin = new ScriptedUser(_server.Address);
        await admin.SetUpAsync(_server, Cancellation);
    }

    [Fact]
    public async Task Somebody_comes_in_cancels_leaves_and_comes_back_with_more_rights()
    {
        await using var visitor = await VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/jobs");
        await page.IsAccessibleAsync("the sign-in page with providers");
        await page.Button("Sign in with The Lab").ClickAsync();
        await page.Link("[ Cancel ]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The sign-in with The Lab was cancelled. Nothing has changed.");

        await page.Button("Sign in with The Lab").ClickAsync();
        await IdentifyAsync(page, "grace");
        await Expect(page.Locator(".menu .name")).ToHaveTextAsync("grace@lab.example");

        // Leaves here and there: the provider asks who it is again.
        await SignOutAsync(page);
        await page.Button("Yes, sign me out").ClickAsync();
        await Expect(page.Heading("Know what your variants do")).ToBeVisibleAsync();
        await Lab.JoinAsync("grace", "chiefs,others", Cancellation);
        await page.GotoAsync("/account/login?returnUrl=/admin/users");
        await page.Button("Sign in with The Lab").ClickAsync();
        await IdentifyAsync(page, "grace");
        await Expect(page.Heading("Users")).ToBeVisibleAsync();

        await SignOutAsync(page);
        await page.Button("Yes, sign me out").ClickAsync();
        await Expect(page.Heading("Know what your variants do")).ToBeVisibleAsync();
        await Lab.JoinAsync("grace", "others", Cancellation);
        await page.GotoAsync("/account/login");
        await page.Button("Sign in with The Lab").ClickAsync();
        await IdentifyAsync(page, "grace");
        await Expect(page.Locator(".menu .name")).ToHaveTextAsync("grace@lab.example");
        await Expect(page.Link("Users")).ToHaveCountAsync(0);

        // What gives lasting access takes a sign-in of just now: the provider asks again whom it knows, and says so.
        await page.GotoAsync("/account/tokens");
        await Expect(page.GetByText("sign in once more")).ToBeVisibleAsync();
        await page.Button("Sign in with The Lab").ClickAsync();
        await IdentifyAsync(page, "grace");
        await Expect(page.Button("Make the token")).ToBeVisibleAsync();
        SawNoTrouble(visitor);
    }

    [Fact]
    public async Task An_account_is_linked_by_its_password_and_a_provider_that_is_down_is_named()
    {
        await using var user = await VisitAsync();
        await user.RegisterUnseenAsync();
        await user.Context.ClearCookiesAsync();
        var page = user.Page;
        await page.GotoAsync("/account/login");
        await page.Button("Sign in with Nowhere").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nowhere cannot be reached at the moment.");
        Assert.Contains("Nowhere could not be reached for a sign-in", _server!.Output, StringComparison.Ordinal);

        await page.Button("Sign in with The Lab").ClickAsync();
        await IdentifyAsync(page, user.Email.Split('@')[0]);
        await Expect(page.Heading("Link your account")).ToBeVisibleAsync();
        await page.IsAccessibleAsync("the page that links an account");
        await page.GetByLabel("Password of the account here").FillAsync("wrong horse 8");
        await page.Button("Link and sign in").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing has been linked.");
        await page.GetByLabel("Password of the account here").FillAsync(ScriptedUser.Password);
        await page.Button("Link and sign in").ClickAsync();
        await Expect(page.Locator(".menu .name")).ToHaveTextAsync(user.Email);

        await page.GotoAsync("/account/identities");
        await page.IsAccessibleAsync("the ways to sign in");
        await page.Button("Unlink The Lab").ClickAsync();
        await Expect(page.Locator("main").GetByRole(AriaRole.Status)).ToHaveTextAsync("The Lab does not open your account any more.");
        await page.Button("Link The Lab").ClickAsync();
        await page.Button("Continue").ClickAsync();
        await Expect(page.Locator("main").GetByRole(AriaRole.Status)).ToHaveTextAsync("The Lab opens your account from now on.");

        // A second factor is asked for on the way back, and a browser is remembered.
        await page.GotoAsync("/account/security");
        await page.Button("Set up an authenticator app").ClickAsync();
        await Expect(page.GetByLabel("Code from the app")).ToBeVisibleAsync();
        var app = AuthenticatorApp.Scan(await page.ContentAsync());
        await page.GetByLabel("Code from the app").FillAsync(app.Show(-1));
        await page.Button("Turn the second factor on").ClickAsync();
        await Expect(page.Locator("main").GetByRole(AriaRole.Status)).ToContainTextAsync("The second factor is on.");
        await user.Context.ClearCookiesAsync(new() { Name = "gas" });
        await page.GotoAsync("/account/login");
        await page.Button("Sign in with The Lab").ClickAsync();
        await page.Button("Continue").ClickAsync();
        await page.GetByLabel("Code from your authenticator app").FillAsync(app.Show());
        await page.GetByLabel("Do not ask this browser for two weeks").CheckAsync();
        await page.Button("Sign in").ClickAsync();
        await Expect(page.Locator(".menu .name")).ToHaveTextAsync(user.Email);
        await user.Context.ClearCookiesAsync(new() { Name = "gas" });
        await page.GotoAsync("/account/login");
        await page.Button("Sign in with The Lab").ClickAsync();
        await page.Button("Continue").ClickAsync();
        await Expect(page.Locator(".menu .name")).ToHaveTextAsync(user.Email);

        // The provider goes down after it was known.
        Lab.Dispose();
        await user.Context.ClearCookiesAsync();
        await page.GotoAsync("/account/login");
        await page.Button("Sign in with The Lab").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The Lab cannot be reached at the moment.");
        SawNoTrouble(user);
    }

    [Fact]
    public async Task A_spoilt_token_opens_nothing_and_neither_does_an_answer_that_comes_twice()
    {
        await using var visitor = await VisitAsync();
        var page = visitor.Page;
        foreach (var (fault, cause) in new[] { ("audience", "IDX10214"), ("issuer", "IDX10205"), ("expired", "IDX10223") })
        {
            await Lab.SpoilAsync(fault, Cancellation);
            await GoThereAsync(page);
            await IsRefusedAsync(page);
            Assert.Contains(cause, _server!.Output, StringComparison.Ordinal);
            await visitor.Context.ClearCookiesAsync();
        }

        // The same with nothing wrong in it: only what was spoilt was refused.
        await Lab.SpoilAsync("nothing", Cancellation);
        var answer = "";
        page.Request += (_, request) => answer = request.Url.Contains("/account/sign-in/lab/callback?", StringComparison.Ordinal) ? request.Url : answer;
        await GoThereAsync(page);
        await Expect(page.Locator(".menu .name")).ToHaveTextAsync("victim@lab.example");

        await visitor.Context.ClearCookiesAsync(new() { Name = "gas" });
        await page.GotoAsync(answer);
        await IsRefusedAsync(page);
        await using var thief = await VisitAsync();
        await thief.Page.GotoAsync(answer);
        await IsRefusedAsync(thief.Page);
        SawNoTrouble(visitor);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _lab?.Dispose();
        _data.Delete(recursive: true);
    }

    /// <summary>The provider's own pages ask for letters from elsewhere, which no test may.</summary>
    private async Task<Visitor> VisitAsync()
    {
        var visitor = await site.VisitAsync(Address);
        await visitor.Context.RouteAsync($"**://{Fonts}/**", route => route.AbortAsync());
        return visitor;
    }

    private void SawNoTrouble(Visitor visitor)
    {
        visitor.Expected(new Uri(Lab.Issuer).Authority);
        visitor.Expected(Fonts);
        visitor.SawNoTrouble();
    }

    private static async Task GoThereAsync(IPage page)
    {
        await page.GotoAsync("/account/login");
        await page.Button("Sign in with The Lab").ClickAsync();
        await IdentifyAsync(page, "victim");
    }

    /// <summary>The sign-in page says so, and nobody is signed in.</summary>
    private static async Task IsRefusedAsync(IPage page)
    {
        await Expect(page.Heading("Sign in")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The sign-in with The Lab did not work: its answer was not accepted.");
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name == "gas");
        await page.GotoAsync("/account");
        await Expect(page.Heading("Sign in")).ToBeVisibleAsync();
    }

    private static async Task IdentifyAsync(IPage page, string name)
    {
        await page.GetByPlaceholder("Enter any login").FillAsync(name);
        await page.GetByPlaceholder("and password").FillAsync("any");
        await page.Button("Sign-in").ClickAsync();
        await page.Button("Continue").ClickAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await Visitor.IsLiveAsync(page);
        await page.Locator(".menu summary").ClickAsync();
        await page.Button("Sign out").ClickAsync();
    }
}
