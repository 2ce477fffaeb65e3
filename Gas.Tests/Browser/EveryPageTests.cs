using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>What holds on every page: readable in both themes, usable on a phone, and quiet behind the scenes.</summary>
[Collection(SiteCollection.Name)]
public sealed class EveryPageTests(Site site)
{
    private const string LongName = "a-file-with-a-rather-long-name-that-has-no-place-to-break_sorted_deduplicated.vcf";

    private static readonly string[] Visitors =
    [
        "/", "/account/login", "/account/register", "/account/setup", "/account/link", "/account/code", "/account/forgot", "/account/reset", "/account/confirm", "/account/email/confirm", "/account/invitation",
        "/account/deleted", "/error/403", "/error/500", "/not-found",
    ];

    private static readonly string[] Admins =
    [
        "/admin", "/admin/jobs", "/admin/jobs?owner=nobody@has.this", "/admin/jobs?q=nobody-has-this", "/admin/queues", "/admin/references", "/admin/settings", "/admin/storage", "/admin/services", "/admin/audit",
        "/admin/audit?who=nobody-has-this", "/admin/users", "/admin/users?q=nobody-has-this", "/admin/invitations",
    ];

    private static string[] Users(Guid completed, Guid failed, string shared) =>
    [
        "/", "/jobs", "/jobs?q=nobody", "/submit", $"/jobs/{completed}", $"/jobs/{completed}/summary", $"/jobs/{completed}/share", $"/jobs/{completed}/again", $"/jobs/{completed}/compare", $"/jobs/{completed}/genome",
        $"/jobs/{failed}", $"/jobs/{failed}/summary", $"/jobs/{failed}/genome", "/account", "/account/password", "/account/email", "/account/tokens", "/account/shares", "/account/identities", "/account/plan",
        "/account/security", $"/jobs/{completed}/variants", $"/jobs/{completed}/variants?gene=none&region=x:y", $"/jobs/{failed}/variants", shared, $"{shared}/variants",
    ];

    [Fact]
    public void No_page_is_forgotten() => Assert.Equal([], PageTemplates.Without([.. Visitors, .. Users(Guid.Empty, Guid.Empty, "/shared/secret"), .. Admins]));

    [Fact]
    public async Task Visitors_pages_are_accessible_narrow_and_quiet()
    {
        await using var visitor = await site.VisitAsync();
        foreach (var path in Visitors)
        {
            await CheckAsync(visitor, path);
        }

        visitor.SawNoTrouble();
    }

    [Fact]
    public async Task Users_pages_are_accessible_narrow_and_quiet()
    {
        await using var user = await site.VisitAsUserAsync();
        var cancellation = TestContext.Current.CancellationToken;
        using var script = user.ByScript();
        await CheckAsync(user, "/jobs");
        var completed = await script.UploadAsync(new MemoryStream(SampleVcf.Qualified), LongName, cancellation);
        var failed = await script.UploadAsync(new MemoryStream(SampleVcf.Broken), "broken.vcf", cancellation, strict: true);
        await script.WaitForAsync(completed, "Completed", cancellation);
        await script.WaitForAsync(failed, "Failed", cancellation);
        using var again = await script.Http.PostAsync(new Uri($"/api/jobs/{completed}/again", UriKind.Relative), null, cancellation);
        foreach (var path in Users(completed, failed, await user.Page.ShareAsync(completed, "reviewers")))
        {
            await CheckAsync(user, path);
        }

        await user.Page.Locator(".menu summary").ClickAsync();
        await user.Page.IsAccessibleAsync("the account menu");
        user.SawNoTrouble();
    }

    [Fact]
    public async Task Admins_pages_are_accessible_narrow_and_quiet()
    {
        await using var other = await site.VisitAsUserAsync();
        await using var admin = await site.VisitAsAdminAsync();
        var page = admin.Page;
        foreach (var path in Admins.Append($"/admin/users?q={other.Email}"))
        {
            await CheckAsync(admin, path);
        }

        await page.Button($"Actions for {other.Email}").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Grant premium…" })).ToBeVisibleAsync();
        await page.IsAccessibleAsync("the menu of an account");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Grant premium…" }).ClickAsync();
        await page.GetByText("Until the end of a day").ClickAsync();
        await Expect(page.GetByLabel("Last day (UTC)")).ToBeVisibleAsync();
        await page.IsAccessibleAsync("the question about premium");
        admin.SawNoTrouble();
    }

    [Fact]
    public async Task The_question_before_a_job_is_deleted_is_accessible()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), LongName, TestContext.Current.CancellationToken);
        var page = user.Page;
        await user.GoAsync($"/jobs/{job}");
        await Expect(page.State()).ToHaveTextAsync("Completed");
        await page.Button("Delete").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Keep it", Exact = true })).ToBeFocusedAsync();
        await page.IsAccessibleAsync("the dialog");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        user.SawNoTrouble();
    }

    [Theory]
    [InlineData("components-reconnect-failed", "Try again")]
    [InlineData("components-reconnect-paused", "Go on")]
    public async Task The_dialog_of_a_lost_connection_is_accessible_when_it_asks_something(string state, string answer)
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/");
        await visitor.Page.Locator("#components-reconnect-modal").EvaluateAsync("(dialog, state) => { dialog.className = state; dialog.showModal(); }", state);
        await Expect(visitor.Page.Button(answer)).ToBeVisibleAsync();
        await visitor.Page.IsAccessibleAsync(state);
        visitor.SawNoTrouble();
    }

    [Fact]
    public async Task The_chosen_theme_stays()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/");
        var root = page.Locator("html");
        await Expect(root).ToHaveAttributeAsync("data-theme", "light");
        await page.GetByTitle("Change the theme").ClickAsync();
        await page.GetByTitle("Change the theme").ClickAsync();
        await Expect(root).ToHaveAttributeAsync("data-theme", "dark");
        await page.Link("Sign in").First.ClickAsync();
        await Expect(page.Heading("Sign in")).ToBeVisibleAsync();
        await Expect(root).ToHaveAttributeAsync("data-theme", "dark");
        visitor.SawNoTrouble();
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so_and_offers_ways_on()
    {
        await using var user = await site.VisitAsUserAsync();
        var answer = await user.Page.GotoAsync("/nothing/here");
        Assert.Equal(404, answer!.Status);
        await Expect(user.Page.Heading("Nothing is here")).ToBeVisibleAsync();
        await user.Page.IsAccessibleAsync("an address that leads nowhere");
        await user.Page.Link("Your jobs").ClickAsync();
        await Expect(user.Page.Heading("Jobs")).ToBeVisibleAsync();
    }

    private static async Task CheckAsync(Visitor visitor, string path)
    {
        await visitor.GoAsync(path);
        await Expect(visitor.Page.Locator("h1")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".mud-skeleton")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("genome-view:not([data-ready=yes])")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await visitor.Page.IsAccessibleAsync(path);
    }
}
