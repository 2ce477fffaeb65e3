using System.Reflection;
using System.Text.RegularExpressions;
using Gas.Blazor.Components;
using Microsoft.AspNetCore.Components;

namespace Gas.Tests.Browser;

/// <summary>The addresses of all pages as they are declared, so that no test that is about all pages forgets one.</summary>
internal static class PageTemplates
{
    private static readonly string[] All = [.. typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal)];

    /// <summary>Pages that none of these addresses leads to.</summary>
    public static IEnumerable<string> Without(IEnumerable<string> addresses)
    {
        var paths = addresses.Select(address => address.Split('?')[0]).ToList();
        return All.Where(template => !paths.Any(path => Regex.IsMatch(path, $"^{Regex.Replace(template, "{[^}]+}", "[^/]+")}$")));
    }
}
