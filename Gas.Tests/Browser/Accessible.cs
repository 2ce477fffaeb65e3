using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Gas.Tests.Browser;

/// <summary>What every page owes to those who see little, use no mouse or hold a phone.</summary>
internal static class Accessible
{
    // The smallest width that WCAG asks for (1.4.10).
    private const int Phone = 320;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Findings = """
        async asked => {
          // What is in the genome browser is igv.js's; all variants stand in the table as well.
          const { violations } = await axe.run({ exclude: ['genome-view'] }, { runOnly: asked, resultTypes: ['violations'] });
          return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
        }
        """;

    // Colours fade into each other, and what is read in between is neither theme's.
    private const string IsDressed = """
        theme => document.documentElement.dataset.theme === theme
          && document.getAnimations().every(one => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)
        """;

    // A dialog scrolls by itself, so that the page would not tell.
    private const string Overhang = """
        () => [document.documentElement, ...document.querySelectorAll('dialog[open], [role=dialog], [role=dialog] *')]
          .filter(box => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline')
          .flatMap(box => [box, ...box.querySelectorAll('*')])
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1)
          .map(e => e.outerHTML.slice(0, 120))
        """;

    /// <summary>Axe finds nothing to blame, in the dark neither, and nothing hangs over the edge of a phone.</summary>
    public static async Task IsAccessibleAsync(this IPage page, string what)
    {
        await page.EvaluateAsync(Axe);
        await AssertNothingFoundAsync(page, $"{what}, dark", ColorScheme.Dark, "color-contrast");
        await AssertNothingFoundAsync(page, $"{what}, light", ColorScheme.Light, "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

        var (width, height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        await page.SetViewportSizeAsync(Phone, height);
        var overhang = await page.EvaluateAsync<string[]>(Overhang);
        Assert.True(overhang.Length == 0, $"{what} is wider than {Phone} px: {string.Join('\n', overhang)}");
        await page.SetViewportSizeAsync(width, height);
    }

    private static async Task AssertNothingFoundAsync(IPage page, string what, ColorScheme theme, params string[] asked)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await page.WaitForFunctionAsync(IsDressed, theme == ColorScheme.Dark ? "dark" : "light");
        Assert.Equal([], (await page.EvaluateAsync<string[]>(Findings, asked)).Select(finding => $"{what}: {finding}"));
    }
}
