using System.Buffers;
using Gas.Blazor.Account;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Hosting;

/// <summary>Tells browsers what an answer of ours may do.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<AccountOptions> accounts, IFileStore files)
{
    private static readonly SearchValues<char> HostLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]");

    /// <summary>A year, as browsers' own lists ask for.</summary>
    private readonly string _httpsOnly = $"max-age=31536000{(accounts.Value.HttpsSubdomains ? "; includeSubDomains" : "")}";

    public Task InvokeAsync(HttpContext context)
    {
        // On starting, because the handling of errors clears what was set before.
        context.Response.OnStarting(() =>
        {
            Add(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context.Request);
        headers.XContentTypeOptions = "nosniff";
        // For what knows no frame-ancestors; the anti-forgery service would say SAMEORIGIN.
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (accounts.Value.HttpsOnly && context.Request.IsHttps && context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            headers.StrictTransportSecurity = _httpsOnly;
        }

        // What is somebody's own is kept by no cache, not on their disk either, unless an answer knows better.
        if (headers.CacheControl.Count == 0 && (context.User.Identity?.IsAuthenticated == true || headers.ContentDisposition.Count > 0))
        {
            headers.CacheControl = "no-store";
        }
    }

    /// <summary>
    /// Scripts from this server only, none inline. Styles may be inline: MudBlazor writes its theme and sizes into the page, and a style element with a name made up
    /// for each message that it shows, so that no list of hashes would do.
    /// </summary>
    private string Policy(HttpRequest request)
    {
        var direct = files.DirectOrigin is { } origin ? $" {origin.GetLeftPart(UriPartial.Authority)}" : "";
        return $"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + $"connect-src 'self'{SocketOf(request)}{direct}; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
    }

    /// <summary>Some browsers do not count a web socket of the same host as 'self'.</summary>
    private static string SocketOf(HttpRequest request)
    {
        var host = request.Host.Value ?? "";
        return host.Length == 0 || host.AsSpan().ContainsAnyExcept(HostLetters) ? "" : $" {(request.IsHttps ? "wss" : "ws")}://{host}";
    }
}
