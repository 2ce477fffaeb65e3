using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>Everything can be reached and seen without a mouse.</summary>
[Collection(SiteCollection.Name)]
public sealed class KeyboardTests(Site site)
{
    // An outline on the element or what frames it, unless it is drawn on something transparent; or a field's thick frame.
    private const string HasVisibleFocus = """
        () => {
          const frame = document.activeElement.closest('.mud-input')?.querySelector('.mud-input-outlined-border');
          if (frame && parseFloat(getComputedStyle(frame).borderTopWidth) >= 2) return true;
          for (let e = document.activeElement, i = 0; e && i < 4; e = e.parentElement, i++) {
            const style = getComputedStyle(e);
            if (style.opacity !== '0' && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) return true;
          }
          return false;
        }
        """;

    [Fact]
    public async Task Tab_leads_from_the_heading_to_options_file_chooser_and_samples_with_a_focus_that_is_seen()
    {
        await using var user = await site.VisitAsUserAsync();
        await user.GoAsync("/submit");
        await Expect(user.Page.Heading("Annotate files")).ToBeFocusedAsync();
        await Expect(user.Page.GetByLabel("Choose files")).ToBeEnabledAsync();
        await TabToAsync(user.Page, user.Page.GetByLabel("Choose files"), most: 6);
        await TabToAsync(user.Page, user.Page.Button(SampleVcf.Alpha), most: 2);
        await user.Page.Keyboard.PressAsync("Enter");
        await Expect(user.Page.Upload(SampleVcf.Alpha)).ToContainTextAsync("Accepted");
        user.SawNoTrouble();
    }

    [Fact]
    public async Task The_download_is_the_first_thing_after_the_jobs_own_actions()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var job = await script.UploadAsync(new MemoryStream(SampleVcf.Small), "small.vcf", TestContext.Current.CancellationToken);
        await user.GoAsync($"/jobs/{job}");
        await Expect(user.Page.Heading("small.vcf")).ToBeFocusedAsync();
        await Expect(user.Page.State()).ToHaveTextAsync("Completed");
        await TabToAsync(user.Page, user.Page.Button("Delete"), most: 2);
        await TabToAsync(user.Page, user.Page.Link("Download annotated VCF"), most: 1);
        user.SawNoTrouble();
    }

    [Fact]
    public async Task The_skip_link_comes_first_on_the_page_and_leads_to_the_content()
    {
        await using var user = await site.VisitAsUserAsync();
        await user.GoAsync("/jobs");
        await Expect(user.Page.Heading("Jobs")).ToBeFocusedAsync();
        var skip = user.Page.Link("Skip to the content");
        await user.Page.EvaluateAsync("() => document.activeElement.blur()");
        await skip.FocusAsync();
        await Expect(skip).ToBeInViewportAsync();
        await user.Page.Keyboard.PressAsync("Enter");
        await Expect(user.Page.Locator("main")).ToBeFocusedAsync();
        await TabToAsync(user.Page, user.Page.Link("Annotate a file").First, most: 1);
        user.SawNoTrouble();
    }

    [Fact]
    public async Task Signing_in_takes_no_mouse()
    {
        await using var user = await site.VisitAsUserAsync();
        await using var visitor = await site.VisitAsync();
        await visitor.Page.GotoAsync("/account/login");
        await Expect(visitor.Page.GetByLabel("E-mail")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync(user.Email);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.TypeAsync(Server.ScriptedUser.Password);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Heading("Overview")).ToBeFocusedAsync();
        visitor.SawNoTrouble();
    }

    /// <summary>Presses Tab until the target has the focus; at each step the focus must be visible.</summary>
    private static async Task TabToAsync(IPage page, ILocator target, int most)
    {
        for (var i = 0; i < most; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            await AssertFocusIsSeenAsync(page);
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }
        }

        await Expect(target).ToBeFocusedAsync(new() { Timeout = 1 });
    }

    private static async Task AssertFocusIsSeenAsync(IPage page)
    {
        try
        {
            await page.WaitForFunctionAsync(HasVisibleFocus, null, new() { Timeout = 5_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail("The focus cannot be seen at " + await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 200)"));
        }
    }
}
