using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components;

/// <summary>What looks the same on every page: drawn once for each language, so that all open pages hold the same text.</summary>
internal sealed class OncePerLanguage<T>(Func<T, MarkupString> draw)
    where T : struct
{
    private readonly ConcurrentDictionary<(T, string), MarkupString> _drawn = new();

    public MarkupString Of(T what) => _drawn.GetOrAdd((what, CultureInfo.CurrentUICulture.Name), key => draw(key.Item1));
}
