using Gas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>In and out, and the password.</summary>
[Collection(SiteCollection.Name)]
public sealed class AccountTests(Site site) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-closed-");

    [Fact]
    public async Task A_user_registers_signs_out_and_in_and_changes_the_password()
    {
        const string Next = "a longer horse battery 8";
        await using var user = await site.VisitAsync();
        await user.RegisterAsync();
        var page = user.Page;
        await page.Locator(".menu summary").ClickAsync();
        await page.Link("Account").ClickAsync();
        await page.Link("Change your password").ClickAsync();
        await ChangeAsync(page, "wrong horse 8", Next);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The present password is wrong.");
        await ChangeAsync(page, ScriptedUser.Password, Next);
        await Expect(page.GetByText("Your password is changed.")).ToBeVisibleAsync();

        await page.Locator(".menu summary").ClickAsync();
        await page.Button("Sign out").ClickAsync();
        await Expect(page.Heading("Know what your variants do")).ToBeVisibleAsync();
        await Expect(page.Link("Jobs")).ToHaveCountAsync(0);
        await page.GotoAsync("/jobs");
        await Expect(page.Heading("Sign in")).ToBeVisibleAsync();
        await user.SignInAsync(user.Email, ScriptedUser.Password);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Wrong e-mail or password.");
        await user.SignInAsync(user.Email, Next);
        await Expect(page.Heading("Jobs")).ToBeFocusedAsync();
        user.SawNoTrouble();
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_the_page_says_for_how_long()
    {
        await using var owner = await site.VisitAsUserAsync();
        await using var thief = await site.VisitAsync();
        var page = thief.Page;
        await page.GotoAsync("/account/login");
        for (var i = 0; i < 5; i++)
        {
            await thief.SignInAsync(owner.Email, $"wrong horse {i}");
            await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        }

        await thief.SignInAsync(owner.Email, ScriptedUser.Password);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("locked for up to 15 minutes");
        thief.SawNoTrouble();
    }

    [Fact]
    public async Task A_form_that_is_not_filled_in_well_says_so_at_the_field()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await page.GotoAsync("/account/register");
        await page.GetByLabel("E-mail").FillAsync("new@lab.example");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("battery horse 9");
        await page.GetByLabel("Password again").FillAsync("battery horse 8");
        await page.Button("Create the account").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("differ");
        await Expect(page.GetByLabel("E-mail")).ToHaveValueAsync("new@lab.example");
        visitor.SawNoTrouble();
    }

    [Fact]
    public async Task Where_registration_is_closed_nothing_leads_to_it()
    {
        site.NeedsBrowser();
        await using var server = await ServerProcess.StartAsync(_data.FullName, TestContext.Current.CancellationToken, "--Accounts:Registration=Closed");
        await using var visitor = await site.VisitAsync(server.Address);
        var page = visitor.Page;
        var registration = page.Locator("a[href*='register']");
        await visitor.GoAsync("/");
        await Expect(page.Link("Sign in").First).ToBeVisibleAsync();
        await Expect(registration).ToHaveCountAsync(0);
        await page.GotoAsync("/account/login");
        await Expect(registration).ToHaveCountAsync(0);
        await page.GotoAsync("/account/register");
        await Expect(page.GetByText("Registration is closed.")).ToBeVisibleAsync();
        await Expect(page.Button("Create the account")).ToHaveCountAsync(0);
        visitor.SawNoTrouble();
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static async Task ChangeAsync(IPage page, string present, string next)
    {
        await page.GetByLabel("Present password").FillAsync(present);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(next);
        await page.GetByLabel("New password again").FillAsync(next);
        await page.Button("Change the password").ClickAsync();
    }
}
