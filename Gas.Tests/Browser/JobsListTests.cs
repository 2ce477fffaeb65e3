using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>The list of jobs keeps up with what happens elsewhere.</summary>
[Collection(SiteCollection.Name)]
public sealed class JobsListTests(Site site)
{
    // Notes the file of each row in which anything changes.
    private const string WatchRows = """
        () => {
          window.drawn = new Set();
          const note = changes => changes.forEach(change => {
            const at = change.target.nodeType === Node.ELEMENT_NODE ? change.target : change.target.parentElement;
            window.drawn.add(at.closest('tr.job')?.querySelector('.file a').textContent ?? at.tagName);
          });
          new MutationObserver(note).observe(document.querySelector('tbody'), { subtree: true, childList: true, attributes: true, characterData: true });
        }
        """;

    [Fact]
    public async Task Jobs_appear_complete_and_vanish_in_every_tab_by_themselves()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var list = user.Page;
        await user.GoAsync("/jobs");
        await Expect(list.GetByText("No jobs yet")).ToBeVisibleAsync();
        await list.MarkAsync();
        var other = await user.OpenTabAsync("/jobs?state=completed");
        await other.MarkAsync();
        var overview = await user.OpenTabAsync("/");

        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "fresh.vcf", TestContext.Current.CancellationToken);
        await Expect(list.Row("fresh.vcf")).ToContainTextAsync("Completed");
        await Expect(other.Row("fresh.vcf")).ToContainTextAsync("Completed");
        await Expect(overview.Row("fresh.vcf")).ToContainTextAsync("Completed");
        await Expect(overview.GetByRole(AriaRole.List, new() { Name = "Your jobs by state" }).GetByRole(AriaRole.Link).Filter(new() { HasText = "Completed" })).ToContainTextAsync("1");

        var page = await user.OpenTabAsync($"/jobs/{job}");
        await page.Button("Delete").ClickAsync();
        await page.AnswerAsync("Delete this job?", "Keep it");
        await Expect(list.Row("fresh.vcf")).ToBeVisibleAsync();
        await page.Button("Delete").ClickAsync();
        await page.AnswerAsync("Delete this job?", "Delete");
        await Expect(page.GetByText("This job has been deleted")).ToBeVisibleAsync();
        await Expect(list.Row("fresh.vcf")).ToHaveCountAsync(0);
        await Expect(other.Row("fresh.vcf")).ToHaveCountAsync(0);
        await list.IsStillMarkedAsync();
        await other.IsStillMarkedAsync();
        user.SawNoTrouble();
    }

    [Fact]
    public async Task Chosen_jobs_are_downloaded_and_deleted_together()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var list = user.Page;
        foreach (var name in new[] { "one.vcf", "two.vcf", "kept.vcf" })
        {
            await script.UploadAsync(new MemoryStream(SampleVcf.Small), name, TestContext.Current.CancellationToken);
        }

        await user.GoAsync("/jobs");
        foreach (var name in new[] { "one.vcf", "two.vcf", "kept.vcf" })
        {
            await Expect(list.Row(name)).ToContainTextAsync("Completed");
        }

        await list.GetByLabel("Choose all jobs on this page").CheckAsync();
        await Expect(list.GetByText("3 chosen")).ToBeVisibleAsync();
        await list.GetByLabel("Choose kept.vcf").UncheckAsync();
        await Expect(list.GetByText("2 chosen")).ToBeVisibleAsync();
        await list.IsAccessibleAsync("jobs that are chosen");
        var download = await list.RunAndWaitForDownloadAsync(() => list.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Matches(@"^gas-results-\d{8}-\d{4}\.zip$", download.SuggestedFilename);

        await list.Button("Delete").ClickAsync();
        await list.AnswerAsync("Delete 2 jobs?", "Delete");
        await Expect(list.Row("one.vcf")).ToHaveCountAsync(0);
        await Expect(list.Row("two.vcf")).ToHaveCountAsync(0);
        await Expect(list.Row("kept.vcf")).ToBeVisibleAsync();
        await Expect(list.GetByText("2 jobs being deleted.")).ToBeVisibleAsync();
        user.SawNoTrouble();
    }

    [Fact]
    public async Task A_job_that_ends_is_told_of_on_another_page_and_in_the_title_of_a_tab_that_is_not_looked_at()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        await user.GoAsync("/submit");
        var away = await user.OpenTabAsync("/submit");
        await away.EvaluateAsync("() => Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })");
        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "told.vcf", TestContext.Current.CancellationToken);
        await Expect(user.Page.GetByText("told.vcf annotated")).ToBeVisibleAsync();
        await Expect(away).ToHaveTitleAsync(new Regex(@"^\(1\) "));
        await user.Page.BringToFrontAsync();
        await user.Page.IsAccessibleAsync("a page with news of a job");
        await user.Page.Button("Open").ClickAsync();
        await Expect(user.Page).ToHaveURLAsync(new Regex($"/jobs/{job}$"));
        await away.EvaluateAsync("() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); }");
        await Expect(away).Not.ToHaveTitleAsync(new Regex(@"^\("));
        user.SawNoTrouble();
    }

    [Fact]
    public async Task A_job_that_changes_draws_its_own_row_and_no_other()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var cancellation = TestContext.Current.CancellationToken;
        var still = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "still.vcf", cancellation);
        var moving = await script.UploadAsync(new MemoryStream(SampleVcf.Broken), "moving.vcf", cancellation, strict: true);
        await script.WaitForAsync(still, "Completed", cancellation);
        await script.WaitForAsync(moving, "Failed", cancellation);
        var list = user.Page;
        await user.GoAsync("/jobs");
        await Expect(list.Locator("tr.job")).ToHaveCountAsync(2);
        var before = await CommittedAsync(list.Row("moving.vcf"));
        await list.EvaluateAsync(WatchRows);

        var page = await user.OpenTabAsync($"/jobs/{moving}");
        await page.Button("Try again").ClickAsync();
        await Expect(list.Row("moving.vcf").Locator($"[data-state=Failed]:not([data-ts='{before}'])")).ToBeVisibleAsync();
        Assert.True(await CommittedAsync(list.Row("moving.vcf")) > before);
        Assert.Equal(["moving.vcf"], await list.EvaluateAsync<string[]>("() => [...window.drawn]"));
        user.SawNoTrouble();
    }

    [Fact]
    public async Task The_list_is_filtered_by_state_and_searched_by_name_and_the_address_says_so()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var cancellation = TestContext.Current.CancellationToken;
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "tumour.vcf", cancellation);
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "normal.vcf", cancellation);
        await script.UploadAsync(new MemoryStream(SampleVcf.Broken), "broken.vcf", cancellation, strict: true);
        var page = user.Page;
        await user.GoAsync("/jobs");
        await Expect(page.Locator("tr.job")).ToHaveCountAsync(3);

        await page.Link("Failed").ClickAsync();
        await Expect(page.Locator("tr.job")).ToHaveCountAsync(1);
        await Expect(page.Row("broken.vcf")).ToContainTextAsync("Failed");
        await Expect(page).ToHaveURLAsync(new Regex(@"/jobs\?state=failed$"));
        await page.Link("All").ClickAsync();
        await Expect(page.Locator("tr.job")).ToHaveCountAsync(3);

        var search = page.GetByLabel("Search by file name");
        await search.FillAsync("TUMOUR");
        await Expect(page.Locator("tr.job")).ToHaveCountAsync(1);
        await Expect(page.Row("tumour.vcf")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?q=TUMOUR$"));
        await Expect(search).ToBeFocusedAsync();
        await search.FillAsync("nobody");
        await Expect(page.GetByText("No job matches")).ToBeVisibleAsync();
        await page.Link("Show all jobs").ClickAsync();
        await Expect(page.Locator("tr.job")).ToHaveCountAsync(3);
        await Expect(search).ToHaveValueAsync("");

        await page.GoBackAsync();
        await Expect(page.GetByText("No job matches")).ToBeVisibleAsync();
        await Expect(search).ToHaveValueAsync("nobody");
        user.SawNoTrouble();
    }

    /// <summary>When the shown state was committed, in microseconds since 1970.</summary>
    private static async Task<long> CommittedAsync(ILocator row) =>
        long.Parse((await row.Locator("[data-ts]").GetAttributeAsync("data-ts"))!, System.Globalization.CultureInfo.InvariantCulture);
}
