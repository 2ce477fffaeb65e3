using Gas.Blazor.Account;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Gas.Bench;

/// <summary>Takes the pictures of <c>docs/pictures.md</c> from the running product: each page light on a desk and dark on a phone.</summary>
internal sealed class Pictures(IPage page, string folder, string view)
{
    private static readonly (string Name, int Width, int Height, ColorScheme Theme)[] Views = [("desk", 1280, 860, ColorScheme.Light), ("phone", 375, 760, ColorScheme.Dark)];

    /// <param name="folder">Where they go.</param>
    public static async Task<int> RunAsync(string folder)
    {
        await using var server = new LatencyServer();
        var job = await server.PrepareAsync();
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
            await users.AddToRoleAsync((await users.FindByEmailAsync(LatencyServer.Email))!, Roles.Admin);
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = LatencyBench.Chromium(), Args = ["--no-sandbox", "--disable-gpu"] });
        foreach (var view in Views)
        {
            await using var context = await browser.NewContextAsync(new() { BaseURL = server.Address.ToString(), ColorScheme = view.Theme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = view.Width, Height = view.Height } });
            await new Pictures(await context.NewPageAsync(), folder, view.Name).TakeAsync(job.Id.Value);
        }

        return 0;
    }

    private async Task TakeAsync(Guid completed)
    {
        await ShootAsync("welcome", "/");
        await ShootAsync("sign-in", "/account/login");
        await page.GetByLabel("E-mail").FillAsync(LatencyServer.Email);
        await page.GetByLabel("Password").FillAsync(LatencyServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        (string Name, string Path)[] pages =
        [
            ("overview", "/"), ("submit", "/submit"), ("job", $"/jobs/{completed}"), ("variants", $"/jobs/{completed}/variants"), ("summary", $"/jobs/{completed}/summary"),
            ("genome", $"/jobs/{completed}/genome"), ("share", $"/jobs/{completed}/share"), ("again", $"/jobs/{completed}/again"), ("account", "/account"), ("security", "/account/security"), ("plan", "/account/plan"),
            ("admin", "/admin"), ("admin-jobs", "/admin/jobs"), ("admin-queues", "/admin/queues"), ("admin-users", "/admin/users"), ("admin-references", "/admin/references"), ("admin-settings", "/admin/settings"), ("admin-audit", "/admin/audit"),
        ];
        foreach (var (name, path) in pages)
        {
            await ShootAsync(name, path);
        }

        await GoAsync("/jobs");
        await page.GetByLabel("Choose omicron-ba.1.vcf").CheckAsync();
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
