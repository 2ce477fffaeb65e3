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
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("an account is locked for 15 minutes");
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
    public async Task A_session_signed_out_from_elsewhere_closes_its_open_page_and_no_other()
    {
        await using var lost = await site.VisitAsUserAsync();
        await lost.GoAsync("/jobs");
        await using var owner = await site.VisitAsync();
        await owner.Page.GotoAsync("/account/login?returnUrl=/jobs");
        await owner.SignInAsync(lost.Email, ScriptedUser.Password);
        await Visitor.IsLiveAsync(owner.Page);
        var security = await owner.OpenTabAsync("/account/security");
        await security.Button("Sign out everywhere else").ClickAsync();
        await Expect(security.Locator("main").GetByRole(AriaRole.Status)).ToContainTextAsync("All other sessions are signed out");
        await Expect(lost.Page.Heading("Sign in")).ToBeVisibleAsync();
        await Expect(owner.Page.Heading("Jobs")).ToBeVisibleAsync();
        await owner.GoAsync("/jobs");
        await Expect(owner.Page.Heading("Jobs")).ToBeVisibleAsync();
        lost.SawNoTrouble();
        owner.SawNoTrouble();
    }

    [Fact]
    public async Task An_admin_invites_somebody_by_a_link_and_revokes_another()
    {
        await using var admin = await site.VisitAsAdminAsync();
        var page = admin.Page;
        await admin.GoAsync("/admin/invitations");
        var guest = $"guest-{Guid.NewGuid():n}@lab.example";
        await page.GetByLabel("E-mail (optional)").FillAsync(guest);
        await page.GetByLabel("Plan").SelectOptionAsync("Premium");
        await page.Button("Invite").ClickAsync();
        var link = await page.Locator(".made .mono").TextContentAsync();
        await page.IsAccessibleAsync("the invitations");
        await using var invited = await site.VisitAsync();
        await invited.Page.GotoAsync(link!);
        await Expect(invited.Page.GetByLabel("E-mail")).ToHaveValueAsync(guest);
        await invited.FillInAccountAsync(guest, ScriptedUser.Password);
        await Expect(invited.Page.Locator(".menu .name")).ToHaveTextAsync(guest);

        var other = $"other-{Guid.NewGuid():n}@lab.example";
        await page.GetByLabel("E-mail (optional)").FillAsync(other);
        await page.Button("Invite").ClickAsync();
        await page.Button($"Revoke the invitation for {other}").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = other })).ToHaveCountAsync(0);
        await Expect(page.GetByText($"used by {guest}")).ToBeVisibleAsync();
        admin.SawNoTrouble();
        invited.SawNoTrouble();
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
