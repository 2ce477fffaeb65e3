using Gas.Pipeline.Embedded;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Blazor.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>A job's page is never out of date, whatever is done in another tab.</summary>
[Collection(SiteCollection.Name)]
public sealed class UpgradeElsewhereTests(Site site)
{
    [Fact]
    public async Task The_page_shows_archiving_and_an_upgrade_in_another_tab_and_the_result_that_comes_back()
    {
        site.NeedsBrowser();
        // Each step takes until it has been seen.
        var mayOpen = new TaskCompletionSource();
        await using var storage = new StorageSite(
            new() { ["Embedded:Vault:ExpeditedTime"] = "00:00:03" },
            change: services => services.AddSingleton<DiskVault>().AddSingleton<IVault>(provider => new HeldVault(provider.GetRequiredService<DiskVault>(), mayOpen.Task)));
        await storage.Server.AddAsync(GasServer.Ann);
        await using var ann = await site.VisitAsync(storage.Server.Address);
        var page = ann.Page;
        await page.GotoAsync("/account/login");
        await ann.SignInAsync(GasServer.Ann, GasServer.Password);
        await Expect(page.Heading("Overview")).ToBeVisibleAsync();
        await Visitor.IsLiveAsync(page);
        await page.Link("Submit").ClickAsync();
        await page.ChooseAsync(SampleVcf.PathOf(SampleVcf.Alpha));
        var link = page.Link("Open the job");
        var job = JobId.Parse((await link.GetAttributeAsync("href"))!.Split('/')[^1]);
        await link.ClickAsync();
        var original = await page.DownloadAsync("Download annotated VCF");
        await page.MarkAsync();

        storage.LetTheWindowGoBy();
        await Expect(page.Link("Upgrade to premium")).ToBeVisibleAsync();
        await Expect(page.Link("Download annotated VCF")).ToHaveCountAsync(0);
        await storage.JobAsync(job, row => row.HotUntil is null, "the hot copy is gone");

        var other = await ann.OpenTabAsync("/account/plan");
        await Expect(other.GetByText("What an upgrade brings back")).ToBeVisibleAsync();
        await other.Button("Upgrade to premium").ClickAsync();
        await other.AnswerAsync("Upgrade to premium?", "Upgrade");

        await Expect(page.GetByText("This result is being restored from the archive.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Progressbar, new() { Name = "Time of the retrieval" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Progressbar, new() { Name = "Copying back" })).ToBeVisibleAsync();
        mayOpen.SetResult();
        await Expect(page.Link("Download annotated VCF")).ToBeVisibleAsync();
        await Expect(other.Heading("All your results are at hand")).ToBeVisibleAsync();
        Assert.Equal(WalkedJob.Sha256(original), WalkedJob.Sha256(await page.DownloadAsync("Download annotated VCF")));
        await page.IsStillMarkedAsync();
        ann.SawNoTrouble();
    }
}
