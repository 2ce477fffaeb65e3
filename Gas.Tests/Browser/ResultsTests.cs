using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>What only a browser can show of a result: the genome drawn by igv.js from this service alone, and two runs compared while one watches.</summary>
[Collection(SiteCollection.Name)]
public sealed class ResultsTests(Site site)
{
    [Fact]
    public async Task The_genome_is_drawn_without_asking_anybody_else()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var page = user.Page;
        var job = await script.UploadAsync(File.OpenRead(SampleVcf.PathOf(SampleVcf.Alpha)), "genome.vcf", TestContext.Current.CancellationToken);
        await script.WaitForAsync(job, "Completed", TestContext.Current.CancellationToken);
        var results = 0;
        page.Response += (_, answer) => results += answer.Url.EndsWith("/genome/result.vcf.gz", StringComparison.Ordinal) && answer.Status == 206 ? 1 : 0;
        await user.GoAsync($"/jobs/{job}");
        await page.Link("Along the genome").ClickAsync();
        await Expect(page.Locator("genome-view[data-ready=yes]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.True(results > 0, "The result was not read in ranges.");
        var search = page.Locator("genome-view input[type=text]").First;
        await search.FillAsync("S");
        await search.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("locus=NC_045512.2%3A2[01]"));
        user.SawNoTrouble();
    }

    [Fact]
    public async Task A_job_is_labelled_run_again_and_compared()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var page = user.Page;
        var job = await script.UploadAsync(File.OpenRead(SampleVcf.PathOf(SampleVcf.Alpha)), "again.vcf", TestContext.Current.CancellationToken);
        await script.WaitForAsync(job, "Completed", TestContext.Current.CancellationToken);
        await user.GoAsync($"/jobs/{job}");
        await page.Button("Add a note or tags").ClickAsync();
        await page.GetByLabel("Tags, separated by commas").FillAsync("first, plain");
        await page.Button("Save").ClickAsync();
        await Expect(page.Locator(".tags li")).ToHaveTextAsync(["first", "plain"]);
        await page.Link("Run again…").ClickAsync();
        await page.GetByText("Call them together as though all were phased").ClickAsync();
        await page.IsAccessibleAsync("run again");
        await page.Button("Run again").ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"{job}"));
        await Expect(page.State()).ToHaveTextAsync("Completed", new() { Timeout = 30_000 });
        await page.Link("Compare with another run").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("first · plain") }).ClickAsync();
        await Expect(page.GetByText("Alike", new() { Exact = true })).ToBeVisibleAsync();
        await page.IsAccessibleAsync("the comparison");
        user.SawNoTrouble();
    }
}
