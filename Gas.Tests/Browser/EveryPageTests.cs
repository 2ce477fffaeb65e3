using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>What holds on every page: readable in both themes, usable on a phone, and quiet behind the scenes.</summary>
[Collection(SiteCollection.Name)]
public sealed class EveryPageTests(Site site)
{
    // The smallest width that WCAG asks for (1.4.10).
    private const int Phone = 320;

    private static readonly AxeRunOptions Axe = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Visitors_pages_are_accessible_narrow_and_quiet(ColorScheme theme)
    {
        await using var visitor = await site.VisitAsync(theme: theme);
        foreach (var path in new[] { "/", "/account/login", "/account/register", "/account/setup" })
        {
            await CheckAsync(visitor, path);
        }

        await CheckAsync(visitor, "/nothing/here");
        visitor.Expected("/nothing/here");
        visitor.SawNoTrouble();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Users_pages_are_accessible_narrow_and_quiet(ColorScheme theme)
    {
        await using var user = await site.VisitAsUserAsync(theme);
        var cancellation = TestContext.Current.CancellationToken;
        using var script = user.ByScript();
        await CheckAsync(user, "/jobs");
        var completed = await script.UploadAsync(File.OpenRead(SampleVcf.PathOf(SampleVcf.Alpha)), "a-file-with-a-rather-long-name-that-has-no-place-to-break_sorted_deduplicated.vcf", cancellation);
        var failed = await script.UploadAsync(new MemoryStream(SampleVcf.Broken), "broken.vcf", cancellation, strict: true);
        await script.WaitForAsync(completed, "Completed", TimeSpan.FromSeconds(30), cancellation);
        await script.WaitForAsync(failed, "Failed", TimeSpan.FromSeconds(30), cancellation);
        foreach (var path in new[] { "/", "/jobs", "/jobs?q=nobody", "/submit", $"/jobs/{completed}", $"/jobs/{failed}", "/account", "/account/password" })
        {
            await CheckAsync(user, path);
        }

        user.SawNoTrouble();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_question_before_a_job_is_deleted_is_accessible(ColorScheme theme)
    {
        await using var user = await site.VisitAsUserAsync(theme);
        using var script = user.ByScript();
        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "small.vcf", TestContext.Current.CancellationToken);
        await user.GoAsync($"/jobs/{job}");
        await Expect(user.Page.State()).ToHaveTextAsync("Completed");
        await user.Page.Button("Delete").ClickAsync();
        await Expect(user.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Keep it", Exact = true })).ToBeFocusedAsync();
        await AssertAccessibleAsync(user.Page, "the dialog");
        await user.Page.Keyboard.PressAsync("Escape");
        await Expect(user.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        user.SawNoTrouble();
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
        await user.Page.Link("Your jobs").ClickAsync();
        await Expect(user.Page.Heading("Jobs")).ToBeVisibleAsync();
    }

    private static async Task CheckAsync(Visitor visitor, string path)
    {
        var page = visitor.Page;
        await page.SetViewportSizeAsync(1280, 800);
        await visitor.GoAsync(path);
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.Locator(".mud-skeleton")).ToHaveCountAsync(0);
        await AssertAccessibleAsync(page, path);
        await page.SetViewportSizeAsync(Phone, 640);
        var overhang = await page.EvaluateAsync<string[]>(
            "() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120))");
        Assert.True(overhang.Length == 0, $"{path} is wider than {Phone} px: {string.Join('\n', overhang)}");
    }

    private static async Task AssertAccessibleAsync(IPage page, string what)
    {
        var result = await page.RunAxe(Axe);
        Assert.True(result.Violations.Length == 0, $"{what}: " + string.Join('\n', result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }
}
