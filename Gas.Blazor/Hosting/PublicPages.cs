using Gas.Blazor.Account;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;

namespace Gas.Blazor.Hosting;

/// <summary>
/// What may be seen without signing in, beside the pages that sign in. Everything else is closed unless it says otherwise itself: a new page
/// that forgets to ask for a user is closed, not open.
/// </summary>
internal static class PublicPages
{
    private static readonly HashSet<string> Routes = ["/", "/error/{code:int}", "/not-found"];

    // The home page is live for visitors, too; what a circuit shows is decided page by page.
    public const string Hub = "/_blazor";

    private const string Scripts = "/_framework";

    public static void Open(EndpointBuilder endpoint)
    {
        var route = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText ?? "";
        var isHub = IsUnder(Hub, route);
        var isScript = IsUnder(Scripts, route);
        if (isHub)
        {
            endpoint.Metadata.Add(new EnableRateLimitingAttribute(RateLimits.Circuit));
        }
        else if (isScript)
        {
            endpoint.Metadata.Add(new DisableRateLimitingAttribute());
        }

        var isOpen = isHub || isScript || Routes.Contains(route);
        if (isOpen && !endpoint.Metadata.OfType<IAuthorizeData>().Any())
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    }

    private static bool IsUnder(string folder, string route) => new PathString($"/{route.TrimStart('/')}").StartsWithSegments(folder);
}
