using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>A job that takes its time.</summary>
[Collection(SiteCollection.Name)]
public sealed class RunningJobTests(Site site) : IDisposable
{
    private const int Records = 3_000_000;

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("gas-large-");

    [Fact]
    public async Task A_large_job_shows_its_progress_and_can_be_cancelled_and_started_again()
    {
        await using var user = await site.VisitAsUserAsync();
        var page = user.Page;
        var path = Path.Combine(_files.FullName, "large.vcf");
        await SampleVcf.WriteLargeAsync(path, Records);
        await user.GoAsync("/submit");
        await page.ChooseAsync(path);
        await Expect(page.Upload("large.vcf")).ToContainTextAsync(new Regex(@"\d+% of|Sent"));
        await page.Link("Open the job").ClickAsync();

        await Expect(page.State()).ToHaveTextAsync("Running");
        await page.MarkAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Progress", Exact = true })).ToContainTextAsync(new Regex(@"[\d,]+ records\s*\d+%"));
        await Expect(page.GetByRole(AriaRole.Progressbar, new() { Name = "Progress of large.vcf" })).ToBeVisibleAsync();

        await page.IsAccessibleAsync("a running job");

        // Asked twice: whoever thinks better of it keeps the job running.
        await page.Button("Cancel job").ClickAsync();
        await page.AnswerAsync("Cancel this job?", "Keep it running");
        await Expect(page.State()).ToHaveTextAsync("Running");
        await page.Button("Cancel job").ClickAsync();
        await page.AnswerAsync("Cancel this job?", "Cancel job");
        await Expect(page.State()).ToHaveTextAsync("Cancelled");
        await Expect(page.Button("Cancel job")).ToHaveCountAsync(0);
        await Expect(page.GetByText("There is no result.")).ToBeVisibleAsync();

        await page.IsAccessibleAsync("a cancelled job");

        await page.Button("Try again").ClickAsync();
        await Expect(page.State()).ToHaveTextAsync(new Regex("Waiting|Running"));
        await page.Button("Delete").ClickAsync();
        await page.AnswerAsync("Delete this job?", "Delete");
        await Expect(page.GetByText("This job has been deleted")).ToBeVisibleAsync();
        await page.IsStillMarkedAsync();
        user.SawNoTrouble();
    }

    public void Dispose() => _files.Delete(recursive: true);
}
