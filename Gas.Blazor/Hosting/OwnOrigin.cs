using System.Net.Mime;

namespace Gas.Blazor.Hosting;

/// <summary>
/// Live pages answer to this service's own pages. Browsers let any site open a web socket, with the visitor's cookies, and ask nobody: whose page it is stands in
/// <c>Origin</c> alone. Scripts send none, and have no cookie that somebody else could use.
/// </summary>
internal sealed partial class OwnOrigin(RequestDelegate next, ILogger<OwnOrigin> logger)
{
    private const string Sentence = "Live pages answer to this service's own pages only. Behind a proxy, have it pass on Host.";

    private int _hasSaid;

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(PublicPages.Hub) || IsOwn(context.Request))
        {
            return next(context);
        }

        // Once: whoever sends them could fill the disk.
        if (Interlocked.Exchange(ref _hasSaid, 1) == 0)
        {
            LogForeign();
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        return context.Response.WriteAsync(Sentence, context.RequestAborted);
    }

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers.Origin is not { Count: > 0 } origin)
        {
            return true;
        }

        // Compared as addresses: some proxies say the port also where it is the scheme's own. Who comes by a proxy that nobody has named seems to come by http.
        return Uri.TryCreate(origin, UriKind.Absolute, out var theirs)
            && (theirs.Scheme == request.Scheme || !request.IsHttps)
            && Uri.TryCreate($"{theirs.Scheme}://{request.Host}", UriKind.Absolute, out var ours)
            && Uri.Compare(theirs, ours, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
    }

    [LoggerMessage(1, LogLevel.Warning, "A live page of another site was refused, which is not said again. If it was this service's own: have the proxy pass on Host.")]
    private partial void LogForeign();
}
