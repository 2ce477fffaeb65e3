using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>A page whose circuit was given up while nobody looked comes back as it was left.</summary>
[Collection(SiteCollection.Name)]
public sealed class PausedPageTests(Site site)
{
    [Fact]
    public async Task What_was_chosen_opened_and_half_written_is_still_there()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var cancellation = TestContext.Current.CancellationToken;
        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "chosen.vcf", cancellation);
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "other.vcf", cancellation);
        await script.WaitForAsync(job, "Completed", cancellation);
        var page = user.Page;
        await user.GoAsync("/jobs");
        await page.GetByLabel("Choose chosen.vcf").CheckAsync();
        await Expect(page.GetByText("1 chosen")).ToBeVisibleAsync();
        await GiveUpAsync(page);
        await Expect(page.GetByLabel("Choose chosen.vcf")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Choose other.vcf")).Not.ToBeCheckedAsync();
        await Expect(page.GetByText("1 chosen")).ToBeVisibleAsync();

        await page.Link("chosen.vcf").ClickAsync();
        await page.Button("Add a note or tags").ClickAsync();
        await page.GetByLabel("Note", new() { Exact = true }).PressSequentiallyAsync("half a th");
        await GiveUpAsync(page);
        await Expect(page.GetByLabel("Note", new() { Exact = true })).ToHaveValueAsync("half a th");

        await page.Link("Look at the variants").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Details of" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await GiveUpAsync(page);
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("23403");
        user.SawNoTrouble();
    }

    /// <summary>The circuit ends, as after minutes without a connection, and a new one takes the page up.</summary>
    private static async Task GiveUpAsync(IPage page)
    {
        await page.MarkAsync();
        Assert.True(await page.EvaluateAsync<bool>("async () => await Blazor.pauseCircuit() && await Blazor.resumeCircuit()"));
        await Visitor.IsLiveAsync(page);
        await page.IsStillMarkedAsync();
    }
}
