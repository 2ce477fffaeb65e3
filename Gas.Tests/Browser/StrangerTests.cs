using System.Net;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>A job is nobody's business but its owner's.</summary>
[Collection(SiteCollection.Name)]
public sealed class StrangerTests(Site site)
{
    [Fact]
    public async Task Another_user_finds_neither_page_nor_files_of_a_job()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var owner = await site.VisitAsUserAsync();
        using var script = owner.ByScript();
        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "private.vcf", cancellation);
        await script.WaitForAsync(job, "Completed", cancellation);

        await using var stranger = await site.VisitAsUserAsync();
        var page = stranger.Page;
        var answer = await page.GotoAsync($"/jobs/{job}");
        Assert.Equal(404, answer!.Status);
        await Expect(page.Heading("Nothing is here")).ToBeVisibleAsync();
        await Expect(page.GetByText("private.vcf")).ToHaveCountAsync(0);
        foreach (var kind in new[] { "result", "log", "input", "summary", "index" })
        {
            var file = await stranger.Context.APIRequest.GetAsync($"/jobs/{job}/download/{kind}");
            Assert.Equal((int)HttpStatusCode.NotFound, file.Status);
            Assert.DoesNotContain("private.vcf", await file.TextAsync(), StringComparison.Ordinal);
        }

        await stranger.GoAsync("/jobs");
        await Expect(page.GetByText("No jobs yet")).ToBeVisibleAsync();
        stranger.Expected($"/jobs/{job}");
        stranger.SawNoTrouble();
    }

    [Fact]
    public async Task A_link_to_a_foreign_file_that_is_opened_in_a_browser_shows_words()
    {
        await using var stranger = await site.VisitAsUserAsync();
        var answer = await stranger.Page.GotoAsync($"/jobs/{Guid.NewGuid()}/download/result");
        Assert.Equal(404, answer!.Status);
        await Expect(stranger.Page.Heading("Nothing is here")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_signs_in_first_and_then_sees_the_job()
    {
        await using var owner = await site.VisitAsUserAsync();
        using var script = owner.ByScript();
        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "linked.vcf", TestContext.Current.CancellationToken);

        await using var visitor = await site.VisitAsync();
        await visitor.Page.GotoAsync($"/jobs/{job}");
        await Expect(visitor.Page.Heading("Sign in")).ToBeVisibleAsync();
        await visitor.SignInAsync(owner.Email, Server.ScriptedUser.Password);
        await Expect(visitor.Page.Heading("linked.vcf")).ToBeFocusedAsync();
        visitor.SawNoTrouble();
    }
}
