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
    private const string Circuits = "_blazor";
    private const string Scripts = "_framework";

    public static void Open(EndpointBuilder endpoint)
    {
        var route = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText ?? "";
        if (route.TrimStart('/').Split('/')[0] == Circuits)
        {
            endpoint.Metadata.Add(new EnableRateLimitingAttribute(RateLimits.Circuit));
        }

        var isOpen = Routes.Contains(route) || route.TrimStart('/').Split('/')[0] is Circuits or Scripts;
        if (isOpen && !endpoint.Metadata.OfType<IAuthorizeData>().Any())
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    }
}
