using System.Net.Http.Json;
using Gas.Blazor.Endpoints;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>A completed job with all that routes may be asked about it: every address and body is a good one, so that only who asks decides.</summary>
/// <param name="Twin">Another run of the same file.</param>
/// <param name="Secret">Of a link that shares it.</param>
/// <param name="Ticket">Of the upload that made it.</param>
internal sealed record AskedJob(Guid Id, Guid Twin, string Secret, string Ticket)
{
    /// <summary>Routes that take any method, by the one that browsers use.</summary>
    public static HttpMethod MethodOf(string method, string route) => new(method != "*" ? method : route is "/_blazor/negotiate" or "/_blazor/disconnect/" ? "POST" : "GET");

    /// <summary>Where a route leads whoever may use it.</summary>
    public static string TargetOf(string route) => route switch
    {
        "/account/sign-in/{provider}" => "/account/login?end=Unreachable&with=lab",
        "/account/identities/{provider}" => "/account/identities?end=Unreachable&with=lab",
        "/account/sign-in/done" => "/account/login?end=Expired&with=",
        "/account/logout" => "/",
        _ => "/account/plan",
    };

    public string AddressOf(string method, string route) => Fill(route) + (method, route) switch
    {
        (_, "/jobs/download" or "/api/jobs/download") => $"?id={Id}",
        (_, "/jobs/{Id}/compare") => $"?with={Twin}",
        ("POST", "/api/jobs/") => "?name=small.vcf",
        ("POST", "/api/uploads/") => $"?name=small.vcf&bytes={SmallVcf.Bytes.Length}",
        (_, "/_blazor/negotiate") => "?negotiateVersion=1",
        _ => "",
    };

    /// <param name="forgery">The token without which nothing is taken of a browser: in forms a field, else a header.</param>
    public static HttpContent? BodyOf(string method, string route, string forgery) => (method, route) switch
    {
        ("POST", "/api/jobs/") => SmallVcf.Body(),
        ("PUT", "/api/jobs/{id:guid}/labels") => JsonContent.Create(new { note = "mine" }),
        ("POST", _) when !route.StartsWith("/api", StringComparison.Ordinal) => new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", forgery)]),
        _ => null,
    };

    /// <inheritdoc cref="BodyOf"/>
    public (string, string)[] HeadersOf(string route, string forgery) =>
        route == "/api/uploads/{id:guid}/done" ? [("RequestVerificationToken", forgery), (UploadTickets.Header, Ticket)]
        : route.StartsWith("/api", StringComparison.Ordinal) || route.StartsWith("/account/passkeys", StringComparison.Ordinal) ? [("RequestVerificationToken", forgery)]
        : [];

    private string Fill(string route)
    {
        foreach (var (name, value) in new[] { ("id", $"{Id}"), ("other", $"{Twin}"), ("secret", Secret), ("kind", "result"), ("format", "tsv"), ("file", "result.vcf.gz"), ("plan", "free"), ("provider", "lab"), ("code", "404"), ("**path", "robots.txt") })
        {
            route = route.Replace($"{{{name}}}", value, StringComparison.OrdinalIgnoreCase).Replace($"{{{name}:guid}}", value, StringComparison.Ordinal)
                .Replace($"{{{name}:int}}", value, StringComparison.Ordinal).Replace($"{{{name}:file}}", value, StringComparison.Ordinal);
        }

        return route;
    }
}
