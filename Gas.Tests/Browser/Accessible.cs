using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Gas.Tests.Browser;

/// <summary>What every page owes to those who see little, use no mouse or hold a phone.</summary>
internal static class Accessible
{
    // The smallest width that WCAG asks for (1.4.10).
    private const int Phone = 320;

    private static readonly ColorScheme[] Themes = [ColorScheme.Dark, ColorScheme.Light];

    private static readonly AxeRunOptions Axe = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

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

    /// <summary>No finding of axe in either theme, and nothing that hangs over the edge of a phone.</summary>
    public static async Task IsAccessibleAsync(this IPage page, string what)
    {
        foreach (var theme in Themes)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.WaitForFunctionAsync(IsDressed, theme == ColorScheme.Dark ? "dark" : "light");
            var result = await page.RunAxe(Axe);
            Assert.True(result.Violations.Length == 0, $"{what}, {theme}: " + string.Join('\n', result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
        }

        var (width, height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        await page.SetViewportSizeAsync(Phone, height);
        var overhang = await page.EvaluateAsync<string[]>(Overhang);
        Assert.True(overhang.Length == 0, $"{what} is wider than {Phone} px: {string.Join('\n', overhang)}");
        await page.SetViewportSizeAsync(width, height);
    }
}
