using System.Buffers;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Hosting;

/// <summary>Tells browsers what an answer of ours may do.</summary>
internal static class SecurityHeaders
{
    private static readonly SearchValues<char> HostLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]");

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        // On starting, because the handling of errors clears what was set before.
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy(context.Request, context.RequestServices.GetRequiredService<IFileStore>().DirectOrigin);
            headers.XContentTypeOptions = "nosniff";
            // For what knows no frame-ancestors; the anti-forgery service would say SAMEORIGIN.
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    /// <summary>Scripts from this server only, none inline. Styles may be inline: MudBlazor writes its theme and sizes into the page.</summary>
    private static string Policy(HttpRequest request, Uri? direct) =>
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + $"connect-src 'self'{SocketOf(request)}{(direct is null ? "" : $" {direct.GetLeftPart(UriPartial.Authority)}")}; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    /// <summary>Some browsers do not count a web socket of the same host as 'self'.</summary>
    private static string SocketOf(HttpRequest request)
    {
        var host = request.Host.Value ?? "";
        return host.Length == 0 || host.AsSpan().ContainsAnyExcept(HostLetters) ? "" : $" {(request.IsHttps ? "wss" : "ws")}://{host}";
    }
}
