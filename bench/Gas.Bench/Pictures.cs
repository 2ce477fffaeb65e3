using Microsoft.Playwright;

namespace Gas.Bench;

/// <summary>Takes the pictures of <c>docs/pictures.md</c> from the running product: each page, and each state that has a look of its own, light on a desk and dark on a phone.</summary>
internal sealed class Pictures(IPage page, string folder, PictureView view, bool all)
{
    /// <param name="folder">Where they go.</param>
    /// <param name="all">Also the lesser pages, each from top to bottom, and both themes on both screens: to be looked through, not shown.</param>
    public static async Task<int> RunAsync(string folder, bool all)
    {
        await using var server = new PictureServer();
        await server.PrepareAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = LatencyBench.Chromium(), Args = ["--no-sandbox", "--disable-gpu"] });
        foreach (var view in all ? PictureView.All : PictureView.Shown)
        {
            await AsAsync(PictureServer.Admin, pictures => pictures.TakeAsync(server));
            await AsAsync(PictureServer.Beginner, pictures => pictures.TakeAsync([("overview-empty", "/"), ("jobs-empty", "/jobs"), ("forbidden", "/admin"), ("not-found", "/nothing/here")]));
            await AsAsync(PictureServer.Free, pictures => pictures.TakeAsync([("archived", $"/jobs/{server.Archived.Id}"), ("failed", $"/jobs/{server.Failed.Id}"), ("plan-free", "/account/plan")]));
            await AsAsync(PictureServer.Upgraded, pictures => pictures.TakeAsync([("restoring", $"/jobs/{server.Restoring.Id}"), ("plan-restoring", "/account/plan")]));

            async Task AsAsync(string email, Func<Pictures, Task> take)
            {
                await using var context = await browser.NewContextAsync(new() { BaseURL = server.Address.ToString(), ColorScheme = view.Theme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = view.Width, Height = view.Height } });
                var pictures = new Pictures(await context.NewPageAsync(), folder, view, all);
                if (email == PictureServer.Admin)
                {
                    await pictures.TakeAsVisitorAsync(server);
                }

                await pictures.SignInAsync(email);
                await take(pictures);
            }
        }

        return 0;
    }

    private async Task SignInAsync(string email)
    {
        await page.GotoAsync("/account/login");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(PictureServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
    }

    private async Task TakeAsync(IReadOnlyList<(string Name, string Path)> pages)
    {
        foreach (var (name, path) in pages)
        {
            await ShootAsync(name, path);
        }
    }

    private async Task TakeAsVisitorAsync(PictureServer server)
    {
        await TakeAsync([("welcome", "/"), ("sign-in", "/account/login"), ("shared", $"/shared/{server.Secret}"), ("shared-variants", $"/shared/{server.Secret}/variants")]);
        if (all)
        {
            await TakeAsync([("register", "/account/register"), ("forgot", "/account/forgot"), ("confirm", "/account/confirm"), ("error", "/error/500")]);
        }
    }

    private async Task TakeAsync(PictureServer server)
    {
        var completed = server.Completed.Id;
        await TakeAsync(
        [
            ("overview", "/"), ("submit", "/submit"), ("job", $"/jobs/{completed}"), ("variants", $"/jobs/{completed}/variants"), ("summary", $"/jobs/{completed}/summary"),
            ("genome", $"/jobs/{completed}/genome"), ("share", $"/jobs/{completed}/share"), ("again", $"/jobs/{completed}/again"), ("account", "/account"), ("security", "/account/security"), ("plan", "/account/plan"),
            ("admin", "/admin"), ("admin-jobs", "/admin/jobs"), ("admin-queues", "/admin/queues"), ("admin-users", "/admin/users"), ("admin-references", "/admin/references"), ("admin-settings", "/admin/settings"), ("admin-audit", "/admin/audit"),
        ]);
        await GoAsync("/jobs");
        await page.GetByLabel("Choose omicron-ba.1.vcf").CheckAsync();
        await Assertions.Expect(page.GetByText("1 chosen")).ToBeVisibleAsync();
        await SaveViewAsync("jobs");
        await GoAsync($"/jobs/{completed}/variants?gene=S");
        await page.GetByText("NC_045512.2:23403").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await SaveViewAsync("variant");
        if (all)
        {
            await TakeAsync(
            [
                ("compare", $"/jobs/{server.Twice.Id}/compare"), ("shares", "/account/shares"), ("tokens", "/account/tokens"), ("identities", "/account/identities"), ("deleted", "/account/deleted"), ("password", "/account/password"), ("email", "/account/email"),
                ("admin-invitations", "/admin/invitations"), ("admin-storage", "/admin/storage"), ("admin-services", "/admin/services"), ("jobs-none", "/jobs?q=nothing"),
            ]);
            await TakeOpenedAsync("menu", "/jobs", "Account menu of ann@lab.example");
            await TakeOpenedAsync("job-menu", "/admin/jobs", "Actions for omicron-ba.1.vcf");
            await TakeOpenedAsync("account-menu", "/admin/users", "Actions for free@lab.example");
            await TakeOpenedAsync("dialog", $"/jobs/{completed}", "Delete");
        }
    }

    private async Task TakeOpenedAsync(string name, string path, string button)
    {
        await GoAsync(path);
        await page.GetByLabel(button).Or(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true })).First.ClickAsync();
        await Assertions.Expect(page.Locator(".sheet, .mud-dialog, .mud-popover-open, dialog").Filter(new() { Visible = true }).First).ToBeVisibleAsync();
        await SaveViewAsync(name);
    }

    private async Task ShootAsync(string name, string path)
    {
        await GoAsync(path);
        await SaveAsync(name);
    }

    private async Task GoAsync(string path)
    {
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("main:not([data-live=no])")).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private Task SaveAsync(string name) => SaveAsync(name, all);

    /// <summary>Of what lies over the page at its place on the screen.</summary>
    private Task SaveViewAsync(string name) => SaveAsync(name, fullPage: false);

    private async Task SaveAsync(string name, bool fullPage) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{view.Name}.png"), FullPage = fullPage, Animations = ScreenshotAnimations.Disabled });
}
