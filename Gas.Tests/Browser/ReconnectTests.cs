using Gas.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>The server goes away under an open page, and comes back.</summary>
[Collection(SiteCollection.Name)]
public sealed class ReconnectTests(Site site) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-restart-");

    [Fact]
    public async Task A_page_says_that_the_connection_is_away_and_shows_the_fresh_state_once_the_server_is_back()
    {
        site.NeedsBrowser();
        var cancellation = TestContext.Current.CancellationToken;
        await using var first = await ServerProcess.StartAsync(_data.FullName, cancellation);
        await using var user = await site.VisitAsync(first.Address);
        var page = user.Page;
        await user.RegisterAsync(await first.SetupLinkAsync(cancellation));
        await user.GoAsync("/jobs");
        var away = page.Locator("#components-reconnect-modal");
        await Expect(away).Not.ToBeVisibleAsync();

        await first.KillAsync(cancellation);
        await Expect(away).ToBeVisibleAsync();
        await Expect(away).ToContainTextAsync("Your jobs go on");
        await page.IsAccessibleAsync("the page without its server");

        await using var second = await ServerProcess.StartAsync(_data.FullName, cancellation, $"--urls={first.Address}");
        using var script = user.ByScript();
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "meanwhile.vcf", cancellation);
        await Expect(page.Row("meanwhile.vcf")).ToContainTextAsync("Completed", new() { Timeout = 30_000 });
        await Expect(away).Not.ToBeVisibleAsync();

        // Live again, not merely drawn.
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "afterwards.vcf", cancellation);
        await Expect(page.Row("afterwards.vcf")).ToContainTextAsync("Completed");
    }

    [Fact]
    public async Task A_page_whose_network_was_cut_while_a_job_was_annotated_shows_the_truth_as_soon_as_it_is_back()
    {
        site.NeedsBrowser();
        var cancellation = TestContext.Current.CancellationToken;
        await using var line = new CutLine(site.Address);
        await using var user = await site.VisitAsync(line.Address);
        await user.RegisterUnseenAsync();
        var page = user.Page;
        using var script = user.ByScript(site.Address);
        await user.GoAsync("/jobs");
        await page.MarkAsync();

        line.Cut();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "unseen.vcf", cancellation);
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, cancellation);
        line.Mend();

        // The same circuit: nothing was loaded again, and what was missed is there.
        await Expect(page.Row("unseen.vcf")).ToContainTextAsync("Completed", new() { Timeout = 30_000 });
        await Expect(page.Locator("#components-reconnect-modal")).Not.ToBeVisibleAsync();
        await page.IsStillMarkedAsync();
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "afterwards.vcf", cancellation);
        await Expect(page.Row("afterwards.vcf")).ToContainTextAsync("Completed");
    }

    public void Dispose() => _data.Delete(recursive: true);
}
