using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gas.Blazor.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gas.Blazor.Hosting;

/// <summary>Knows the style elements that the theme writes into each page, as a content security policy names them. They are the same for all, so they are drawn and hashed once.</summary>
internal sealed partial class ThemeHashes
{
    private readonly Lazy<Task<string>> _sources;

    public ThemeHashes(IServiceScopeFactory scopes, ILoggerFactory loggers) => _sources = new(() => DrawAsync(scopes, loggers));

    /// <summary><c>'sha256-…'</c> of each, separated by spaces.</summary>
    public Task<string> ReadAsync() => _sources.Value;

    private static async Task<string> DrawAsync(IServiceScopeFactory scopes, ILoggerFactory loggers)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ThemeStyles>()).ToHtmlString());
        // Browsers hash what they have read, in which each line ends in one way.
        var styles = StyleElement().Matches(html.ReplaceLineEndings("\n")).Select(style => style.Groups[1].Value);
        return string.Join(' ', styles.Select(style => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'").Distinct());
    }

    [GeneratedRegex("<style[^>]*>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();
}
