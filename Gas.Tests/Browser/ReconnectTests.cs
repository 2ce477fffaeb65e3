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

    public void Dispose() => _data.Delete(recursive: true);
}
