using System.Buffers;
using Gas.Blazor.Account;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Hosting;

/// <summary>Tells browsers what an answer of ours may do.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<AccountOptions> accounts, IFileStore files, ThemeHashes theme)
{
    private static readonly SearchValues<char> HostLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]");

    /// <summary>A year, as browsers' own lists ask for.</summary>
    private readonly string _httpsOnly = $"max-age=31536000{(accounts.Value.HttpsSubdomains ? "; includeSubDomains" : "")}";

    public Task InvokeAsync(HttpContext context)
    {
        // On starting, because the handling of errors clears what was set before.
        context.Response.OnStarting(() => AddAsync(context));
        return next(context);
    }

    private async Task AddAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context, await theme.ReadAsync());
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
    /// Scripts from this server only, none inline. Of style elements those of the theme alone, known by their hashes; sizes and places stand in attributes, which
    /// MudBlazor writes. The genome browser writes style elements of its own, so its page takes them.
    /// </summary>
    private string Policy(HttpContext context, string themeHashes)
    {
        var styles = context.GetEndpoint()?.Metadata.GetMetadata<WritesStylesAttribute>() is null ? themeHashes : "'unsafe-inline'";
        var direct = files.DirectOrigin is { } origin ? $" {origin.GetLeftPart(UriPartial.Authority)}" : "";
        return $"default-src 'self'; script-src 'self'; style-src-elem 'self' {styles}; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + $"connect-src 'self'{SocketOf(context.Request)}{direct}; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
    }

    /// <summary>Some browsers do not count a web socket of the same host as 'self'.</summary>
    private static string SocketOf(HttpRequest request)
    {
        var host = request.Host.Value ?? "";
        return host.Length == 0 || host.AsSpan().ContainsAnyExcept(HostLetters) ? "" : $" {(request.IsHttps ? "wss" : "ws")}://{host}";
    }
}
