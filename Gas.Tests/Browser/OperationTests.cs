using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>What an admin does by the pages, and what users see of it at once.</summary>
[Collection(SiteCollection.Name)]
public sealed class OperationTests(Site site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_banner_appears_on_open_pages_of_others_and_goes_again()
    {
        await using var user = await site.VisitAsUserAsync();
        await using var admin = await site.VisitAsAdminAsync();
        await user.GoAsync("/jobs");
        await admin.GoAsync("/admin/settings");
        await admin.Page.GetByLabel("Text").FillAsync("Back at noon.");
        await admin.Page.Button("Show to everybody…").ClickAsync();
        await admin.Page.IsAccessibleAsync("the question before a banner");
        await admin.Page.Button("Show it").ClickAsync();
        await Expect(user.Page.GetByText("Back at noon.")).ToBeVisibleAsync();
        await user.Page.IsAccessibleAsync("a page with a banner");
        await admin.Page.Button("Take it down").ClickAsync();
        await Expect(user.Page.GetByText("Back at noon.")).ToHaveCountAsync(0);
        user.SawNoTrouble();
        admin.SawNoTrouble();
    }

    [Fact]
    public async Task All_jobs_that_match_are_counted_then_deleted_and_leave_their_owners_list()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        for (var number = 0; number < 3; number++)
        {
            var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), $"surplus-{number}.vcf", Cancellation);
            await script.WaitForAsync(job, "Completed", Cancellation);
        }

        var kept = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "kept.vcf", Cancellation);
        await script.WaitForAsync(kept, "Completed", Cancellation);
        await user.GoAsync("/jobs");
        await Expect(user.Page.GetByRole(AriaRole.Link, new() { Name = "surplus-2.vcf" })).ToBeVisibleAsync();

        await using var admin = await site.VisitAsAdminAsync();
        await admin.GoAsync($"/admin/jobs?owner={Uri.EscapeDataString(user.Email)}&q=surplus");
        await Expect(admin.Page.GetByRole(AriaRole.Link, new() { Name = "surplus-0.vcf" })).ToBeVisibleAsync();
        await Expect(admin.Page.GetByText("kept.vcf")).ToHaveCountAsync(0);
        await admin.Page.GetByText("Do something with all that match").ClickAsync();
        await admin.Page.Button("Delete all…").ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Delete 3 jobs?");
        await admin.Page.Button("Delete 3").ClickAsync();
        await Expect(admin.Page.GetByText("No job matches")).ToBeVisibleAsync();
        await Expect(user.Page.GetByRole(AriaRole.Link, new() { Name = "surplus-0.vcf" })).ToHaveCountAsync(0);
        await Expect(user.Page.GetByRole(AriaRole.Link, new() { Name = "kept.vcf" })).ToBeVisibleAsync();
        user.SawNoTrouble();
        admin.SawNoTrouble();
    }

    [Fact]
    public async Task The_overview_follows_what_happens()
    {
        await using var admin = await site.VisitAsAdminAsync();
        await admin.GoAsync("/admin");
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = "Throughput" })).ToBeVisibleAsync();
        var submitted = admin.Page.Locator("section[aria-labelledby=throughput] tbody tr:first-child td:nth-child(3)");
        var before = int.Parse(await submitted.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        await script.UploadAsync(new MemoryStream(SampleVcf.Small), "counted.vcf", Cancellation);
        await Expect(submitted).Not.ToHaveTextAsync($"{before}");
        admin.SawNoTrouble();
    }
}
