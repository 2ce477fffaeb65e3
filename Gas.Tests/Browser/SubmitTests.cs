using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>The submit page: samples, and files that cannot be annotated.</summary>
[Collection(SiteCollection.Name)]
public sealed class SubmitTests(Site site)
{
    [Fact]
    public async Task A_sample_is_one_click_away_and_completes()
    {
        await using var user = await site.VisitAsUserAsync();
        await user.GoAsync("/submit");
        await user.Page.Button("omicron-ba.1.vcf").ClickAsync();
        await user.Page.Link("Open the job").ClickAsync();
        await Expect(user.Page.State()).ToHaveTextAsync("Completed");
        await Expect(user.Page.Heading("omicron-ba.1.vcf")).ToBeVisibleAsync();
        user.SawNoTrouble();
    }

    [Fact]
    public async Task A_file_that_is_no_vcf_by_its_name_is_not_even_sent()
    {
        await using var user = await site.VisitAsUserAsync();
        await user.GoAsync("/submit");
        await user.Page.ChooseAsync("picture.png", [1, 2, 3]);
        await Expect(user.Page.Upload("picture.png")).ToContainTextAsync("This is not a VCF file by its name.");
        user.SawNoTrouble();
    }

    [Fact]
    public async Task A_file_that_is_no_vcf_inside_is_refused_with_a_sentence_and_leaves_no_job()
    {
        await using var user = await site.VisitAsUserAsync();
        await user.GoAsync("/submit");
        await user.Page.ChooseAsync("letter.vcf", "Dear reader,\nthis is a letter.\n"u8.ToArray());
        var upload = user.Page.Upload("letter.vcf");
        await Expect(upload).ToContainTextAsync("##fileformat");
        await Expect(upload.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        user.Expected("422");
        await user.Page.Link("Jobs").ClickAsync();
        await Expect(user.Page.GetByText("No jobs yet")).ToBeVisibleAsync();
        user.SawNoTrouble();
    }

    [Fact]
    public async Task A_strict_job_stops_at_a_broken_record_names_its_line_and_fails_again_when_tried_again()
    {
        await using var user = await site.VisitAsUserAsync();
        var page = user.Page;
        await user.GoAsync("/submit");
        await page.GetByLabel("Stop there and tell me the line").CheckAsync();
        await page.ChooseAsync("broken.vcf", SampleVcf.Broken);
        await page.Link("Open the job").ClickAsync();
        await Expect(page.State()).ToHaveTextAsync("Failed");
        var failure = page.GetByRole(AriaRole.Region, new() { Name = "The file could not be annotated" });
        await Expect(failure).ToContainTextAsync("Line 5, POS: The position must be a whole number");
        await Expect(page.GetByText("There is no result.")).ToBeVisibleAsync();

        await page.MarkAsync();
        await page.Button("Try again").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Timeline" }).GetByText("Failed")).ToHaveCountAsync(2);
        await Expect(page.State()).ToHaveTextAsync("Failed");
        await Expect(page.Button("Try again")).ToBeEnabledAsync();
        await page.IsStillMarkedAsync();

        // The choice is remembered for the next file.
        await page.Link("upload it again").ClickAsync();
        await Expect(page.GetByLabel("Stop there and tell me the line")).ToBeCheckedAsync();
        user.SawNoTrouble();
    }

    [Fact]
    public async Task A_job_that_is_not_strict_skips_the_broken_record_and_says_so()
    {
        await using var user = await site.VisitAsUserAsync();
        var page = user.Page;
        await user.GoAsync("/submit");
        await page.ChooseAsync("broken.vcf", SampleVcf.Broken);
        await page.Link("Open the job").ClickAsync();
        await Expect(page.State()).ToHaveTextAsync("Completed");
        await Expect(page.Locator("dl.figures div").Filter(new() { HasText = "Skipped" })).ToContainTextAsync("1");
        Assert.Contains("line 5", System.Text.Encoding.UTF8.GetString(await page.DownloadAsync("Log")), StringComparison.OrdinalIgnoreCase);
        user.SawNoTrouble();
    }

    [Fact]
    public async Task A_human_file_is_annotated_against_the_chosen_reference_and_one_of_another_build_is_not_even_queued()
    {
        await using var user = await site.VisitAsUserAsync();
        var page = user.Page;
        await user.GoAsync("/submit");
        await page.Locator(".mud-select").First.ClickAsync();
        await page.GetByText("Human GRCh38, genes only (Ensembl 110)").Last.ClickAsync();
        await Expect(page.GetByText("adds amino-acid changes")).ToBeVisibleAsync();

        // The choice is remembered, and the samples go on to be of the virus.
        await page.ReloadAsync();
        await Expect(page.GetByText("GRCh38-genes · ")).ToBeVisibleAsync();
        await page.Button("omicron-ba.1.vcf").ClickAsync();
        await Expect(page.Link("Open the job")).ToBeVisibleAsync();

        await page.ChooseAsync("old.vcf", SampleVcf.HumanGrch37);
        await Expect(page.Upload("old.vcf")).ToContainTextAsync("The file was called against GRCh37 (hg19), not Human GRCh38");
        user.Expected("422");

        await page.ChooseAsync("human.vcf", SampleVcf.HumanGrch38);
        await page.Upload("human.vcf").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.State()).ToHaveTextAsync("Completed");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Summary" })).ToContainTextAsync("TP53");
        await Expect(page.GetByText("absence tells nothing")).ToBeVisibleAsync();
        user.SawNoTrouble();
    }
}
