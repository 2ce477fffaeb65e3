using Gas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>Accounts come to an end, and admins look after them.</summary>
[Collection(SiteCollection.Name)]
public sealed class UsersTests(Site site) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-users-");

    [Fact]
    public async Task A_user_deletes_their_account_and_is_out_in_every_window()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "mine.vcf", TestContext.Current.CancellationToken);
        var page = user.Page;
        await user.GoAsync("/jobs");
        await using var elsewhere = await site.VisitAsync();
        await elsewhere.Page.GotoAsync("/account/login?returnUrl=/jobs");
        await elsewhere.SignInAsync(user.Email, ScriptedUser.Password);
        await Expect(elsewhere.Page.Row("mine.vcf")).ToBeVisibleAsync();
        await Visitor.IsLiveAsync(elsewhere.Page);

        await page.Locator(".menu summary").ClickAsync();
        await page.Link("Account").ClickAsync();
        await page.GetByLabel("Your password, to confirm").FillAsync("wrong horse 8");
        await page.Button("Delete my account and all my jobs").ClickAsync();
        await Expect(page.GetByText("The password is wrong. Nothing has been deleted.")).ToBeVisibleAsync();
        await page.GetByLabel("Your password, to confirm").FillAsync(ScriptedUser.Password);
        await page.Button("Delete my account and all my jobs").ClickAsync();

        await Expect(page.Heading("Your account is being deleted")).ToBeVisibleAsync();
        await Expect(page.Link("Sign in")).ToBeVisibleAsync();
        await Expect(elsewhere.Page.Heading("Sign in")).ToBeVisibleAsync();
        await elsewhere.SignInAsync(user.Email, ScriptedUser.Password);
        await Expect(elsewhere.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Wrong e-mail or password.");
        user.SawNoTrouble();
    }

    [Fact]
    public async Task An_admin_deletes_somebodys_account_and_sees_it_go()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "theirs.vcf", TestContext.Current.CancellationToken);
        await user.GoAsync("/jobs");
        await Expect(user.Page.Row("theirs.vcf")).ToBeVisibleAsync();
        await using var admin = await site.VisitAsAdminAsync();
        var page = admin.Page;
        await Visitor.IsLiveAsync(page);
        await page.Locator(".menu summary").ClickAsync();
        await page.Link("Users").ClickAsync();
        await page.GetByLabel("Search by e-mail or name").FillAsync(user.Email);
        await Expect(page.Locator("tr.account")).ToHaveCountAsync(1);
        await Expect(AccountRow(page, user.Email)).ToContainTextAsync("1 job");

        await ChooseAsync(page, user.Email, "Delete…");
        await page.AnswerAsync($"Delete {user.Email}?", "Delete the account");

        await Expect(page.GetByText("No account matches")).ToBeVisibleAsync();
        await Expect(user.Page.Heading("Sign in")).ToBeVisibleAsync();
        admin.SawNoTrouble();
    }

    [Fact]
    public async Task The_menu_of_an_account_is_used_by_keyboard_alone()
    {
        await using var user = await site.VisitAsUserAsync();
        await using var admin = await site.VisitAsAdminAsync();
        var page = admin.Page;
        await admin.GoAsync($"/admin/users?q={user.Email}");
        await Visitor.IsLiveAsync(page);
        var actions = page.Button($"Actions for {user.Email}");
        await actions.FocusAsync();
        await Expect(actions).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Disable…" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        for (var steps = 0; steps < 10 && await FocusedAsync(page) != "Disable…"; steps++)
        {
            await StepDownAsync(page);
        }

        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Keep it" })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Tab");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Disable" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(AccountRow(page, user.Email)).ToContainTextAsync("Disabled", new() { Timeout = 30_000 });
        admin.SawNoTrouble();
    }

    [Fact]
    public async Task Where_admins_change_plans_a_grant_reaches_the_open_plan_page_and_brings_the_results_back()
    {
        site.NeedsBrowser();
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await ServerProcess.StartAsync(
            _data.FullName,
            cancellation,
            "--Billing:SelfService=false", "--Accounts:AttemptsPerMinute=1000", "--Plans:Free:ArchiveAfter=00:00:00", "--Archive:HotGrace=00:00:00", "--Archive:PollInterval=00:00:01",
            "--Embedded:Vault:ExpeditedTime=00:00:01", "--Pipeline:SweepInterval=00:00:00.200");
        using var first = new ScriptedUser(server.Address);
        await first.SetUpAsync(server, cancellation);
        await using var user = await site.VisitAsync(server.Address);
        await user.RegisterUnseenAsync();
        using var script = user.ByScript();
        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "cold.vcf", cancellation);
        await script.WaitForAsync(job, "Archived", cancellation);
        await user.GoAsync("/account/plan");
        var lead = user.Page.Locator(".lead");
        await Expect(user.Page.GetByText("An admin of this service changes plans.")).ToBeVisibleAsync();
        await Expect(lead).ToContainTextAsync("You are on the free plan");

        await using var admin = await site.VisitAsAdminAsync(server.Address);
        await admin.GoAsync("/admin/users");
        await ChooseAsync(admin.Page, user.Email, "Grant premium…");
        await admin.Page.AnswerAsync($"Premium for {user.Email}", "Grant premium");

        await Expect(AccountRow(admin.Page, user.Email)).ToContainTextAsync("Premium");
        await Expect(lead).ToContainTextAsync("You are on premium");
        await Expect(user.Page.GetByText("All your results are at hand").First).ToBeAttachedAsync(new() { Timeout = 60_000 });
        Assert.Equal("Completed", await script.StateAsync(job, cancellation));

        await ChooseAsync(admin.Page, user.Email, "End premium…");
        await admin.Page.AnswerAsync($"End premium of {user.Email}?", "End premium");
        await Expect(lead).ToContainTextAsync("You are on the free plan");
        user.SawNoTrouble();
        admin.SawNoTrouble();
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static ILocator AccountRow(IPage page, string email) => page.Locator($"tr.account[data-account='{email}']");

    private static async Task ChooseAsync(IPage page, string email, string item)
    {
        await page.Button($"Actions for {email}").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
    }

    /// <summary>The server moves the focus: a second press before it has would go one item too far.</summary>
    private static async Task StepDownAsync(IPage page)
    {
        var from = await FocusedAsync(page);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.WaitForFunctionAsync("from => document.activeElement?.textContent.trim() !== from", from);
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement?.textContent.trim() ?? ''");
}
