using Microsoft.Playwright;

namespace Gas.Bench;

/// <summary>Takes the pictures of <c>docs/pictures.md</c> from the running product: each page, and each state that has a look of its own, light on a desk and dark on a phone.</summary>
internal sealed class Pictures(IPage page, string folder, string view)
{
    private static readonly (string Name, int Width, int Height, ColorScheme Theme)[] Views = [("desk", 1280, 860, ColorScheme.Light), ("phone", 375, 760, ColorScheme.Dark)];

    /// <param name="folder">Where they go.</param>
    public static async Task<int> RunAsync(string folder)
    {
        await using var server = new PictureServer();
        await server.PrepareAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = LatencyBench.Chromium(), Args = ["--no-sandbox", "--disable-gpu"] });
        foreach (var view in Views)
        {
            await AsAsync(PictureServer.Admin, pictures => pictures.TakeAsync(server.Completed.Id.Value));
            await AsAsync(PictureServer.Beginner, pictures => pictures.TakeAsync([("overview-empty", "/"), ("jobs-empty", "/jobs"), ("forbidden", "/admin"), ("not-found", "/nothing/here")]));
            await AsAsync(PictureServer.Free, pictures => pictures.TakeAsync([("archived", $"/jobs/{server.Archived.Id}"), ("failed", $"/jobs/{server.Failed.Id}"), ("plan-free", "/account/plan")]));
            await AsAsync(PictureServer.Upgraded, pictures => pictures.TakeAsync([("restoring", $"/jobs/{server.Restoring.Id}"), ("plan-restoring", "/account/plan")]));

            async Task AsAsync(string email, Func<Pictures, Task> take)
            {
                await using var context = await browser.NewContextAsync(new() { BaseURL = server.Address.ToString(), ColorScheme = view.Theme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = view.Width, Height = view.Height } });
                var pictures = new Pictures(await context.NewPageAsync(), folder, view.Name);
                if (email == PictureServer.Admin)
                {
                    await pictures.TakeAsync([("welcome", "/"), ("sign-in", "/account/login")]);
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

    private async Task TakeAsync(Guid completed)
    {
        await TakeAsync(
        [
            ("overview", "/"), ("submit", "/submit"), ("job", $"/jobs/{completed}"), ("variants", $"/jobs/{completed}/variants"), ("summary", $"/jobs/{completed}/summary"),
            ("genome", $"/jobs/{completed}/genome"), ("share", $"/jobs/{completed}/share"), ("again", $"/jobs/{completed}/again"), ("account", "/account"), ("security", "/account/security"), ("plan", "/account/plan"),
            ("admin", "/admin"), ("admin-jobs", "/admin/jobs"), ("admin-queues", "/admin/queues"), ("admin-users", "/admin/users"), ("admin-references", "/admin/references"), ("admin-settings", "/admin/settings"), ("admin-audit", "/admin/audit"),
        ]);
        await GoAsync("/jobs");
        await page.GetByLabel("Choose omicron-ba.1.vcf").CheckAsync();
        await Assertions.Expect(page.GetByText("1 chosen")).ToBeVisibleAsync();
        await SaveAsync("jobs");
        await GoAsync($"/jobs/{completed}/variants?gene=S");
        await page.GetByText("NC_045512.2:23403").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await SaveAsync("variant");
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

    private async Task SaveAsync(string name) => await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{view}.png"), Animations = ScreenshotAnimations.Disabled });
}
