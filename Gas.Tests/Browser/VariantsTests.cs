using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>Reading a result: the table of variants by mouse and keyboard.</summary>
[Collection(SiteCollection.Name)]
public sealed class VariantsTests(Site site)
{
    [Fact]
    public async Task A_filter_is_set_shared_and_gone_back_from_and_a_variant_looked_at()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var cancellation = TestContext.Current.CancellationToken;
        var job = await script.UploadAsync(File.OpenRead(SampleVcf.PathOf(SampleVcf.Alpha)), SampleVcf.Alpha, cancellation);
        await script.WaitForAsync(job, "Completed", cancellation);
        var page = user.Page;
        await user.GoAsync($"/jobs/{job}");
        await page.Link("Look at the variants").ClickAsync();
        await Expect(page.Heading("Variants")).ToBeFocusedAsync();
        var count = page.Locator("[data-count]");
        await Expect(count).ToHaveTextAsync("28 records");
        await Visitor.IsLiveAsync(page);
        await page.MarkAsync();

        await page.Locator("summary").Filter(new() { HasText = "Consequence" }).ClickAsync();
        await page.GetByLabel("missense variant").CheckAsync();
        await page.IsAccessibleAsync("the choice of consequences");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("summary").Filter(new() { HasText = "Consequence" })).ToBeFocusedAsync();
        await page.Locator("input[name=gene]").FillAsync("s");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/variants\?gene=s&consequence=missense_variant$"));
        await Expect(count).ToContainTextAsync("of 28 records");
        await Expect(page.Link("Leave out: gene s")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(count).ToHaveTextAsync("28 records");
        await page.GoForwardAsync();
        await Expect(count).ToContainTextAsync("of 28 records");

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "p.Asp614Gly" });
        await row.GetByRole(AriaRole.Button).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var drawer = page.GetByRole(AriaRole.Dialog);
        await Expect(drawer).ToContainTextAsync("NC_045512.2:23403");
        await Expect(drawer).ToContainTextAsync("p.Asp614Gly");
        await page.IsAccessibleAsync("the details of a variant");
        await page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToHaveCountAsync(0);
        await Expect(row.GetByRole(AriaRole.Button)).ToBeFocusedAsync();

        await page.Locator("summary").Filter(new() { HasText = "Columns" }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Columns" }).GetByText("Class", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Class" })).ToBeVisibleAsync();
        await page.IsStillMarkedAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Class" })).ToBeVisibleAsync();
        user.SawNoTrouble();
    }
}
