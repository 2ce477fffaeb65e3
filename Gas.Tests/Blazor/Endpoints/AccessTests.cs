using Gas.Tests.Blazor.Accounts;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>Walks every route as everybody. A new route without a line here fails.</summary>
public sealed partial class AccessTests(AccessTests.Site server) : IClassFixture<AccessTests.Site>
{
    private const string SecretName = "only-ann-knows.vcf";

    /// <summary>
    /// Method (of pages GET: what is posted to a page is a form, of which ForgedFormTests tells) and route; whether visitors may see it; what the owner, an
    /// admin and another user get. In this order, for some of them change something.
    /// </summary>
    private static readonly (string Method, string Route, bool IsOpen, int Owner, int Admin, int Other)[] Table =
    [
        ("GET", "/", true, 200, 200, 200),
        ("GET", "/error/{code:int}", true, 200, 200, 200),
        ("GET", "/not-found", true, 200, 200, 200),
        ("GET", "/account/login", true, 200, 200, 200),
        ("GET", "/account/register", true, 200, 200, 200),
        ("GET", "/account/setup", true, 200, 200, 200),
        ("GET", "/account/denied", true, 403, 403, 403),
        ("GET", "/account/deleted", true, 200, 200, 200),
        ("GET", "/health/live", true, 200, 200, 200),
        ("GET", "/health/ready", true, 200, 200, 200),
        ("GET", "/account", false, 200, 200, 200),
        ("GET", "/account/password", false, 200, 200, 200),
        ("GET", "/account/email", false, 200, 200, 200),
        ("GET", "/account/email/confirm", true, 200, 200, 200),
        ("GET", "/account/link", true, 200, 200, 200),
        ("POST", "/account/sign-in/{provider}", true, 302, 302, 302),
        ("GET", "/account/sign-in/done", true, 302, 302, 302),
        ("GET", "/account/identities", false, 200, 200, 200),
        ("POST", "/account/identities/{provider}", false, 302, 302, 302),
        ("GET", "/account/tokens", false, 200, 200, 200),
        ("GET", "/account/forgot", true, 200, 200, 200),
        ("GET", "/account/reset", true, 200, 200, 200),
        ("GET", "/account/confirm", true, 200, 200, 200),
        ("GET", "/account/invitation", true, 200, 200, 200),
        ("GET", "/admin/invitations", false, 403, 200, 403),
        ("GET", "/account/code", true, 200, 200, 200),
        ("GET", "/account/security", false, 200, 200, 200),
        ("POST", "/account/passkeys/question", true, 200, 200, 200),
        ("POST", "/account/passkeys/offer", false, 200, 200, 200),
        ("GET", "/account/plan", false, 200, 200, 200),
        ("GET", "/admin", false, 403, 200, 403),
        ("GET", "/admin/jobs", false, 403, 200, 403),
        ("GET", "/admin/queues", false, 403, 200, 403),
        ("GET", "/admin/references", false, 403, 200, 403),
        ("GET", "/admin/settings", false, 403, 200, 403),
        ("GET", "/admin/storage", false, 403, 200, 403),
        ("GET", "/admin/services", false, 403, 200, 403),
        ("GET", "/admin/users", false, 403, 200, 403),
        ("GET", "/admin/audit", false, 403, 200, 403),
        ("GET", "/api/audit", false, 403, 200, 403),
        ("POST", "/account/export", false, 200, 200, 200),
        ("POST", "/account/plan/checkout", false, 302, 302, 302),
        ("POST", "/account/plan/portal", false, 302, 302, 302),
        ("GET", "/account/plan/return", false, 302, 302, 302),
        ("POST", "/billing/stripe/webhook", true, 404, 404, 404),
        ("GET", "/jobs", false, 200, 200, 200),
        ("GET", "/submit", false, 200, 200, 200),
        ("GET", "/jobs/{Id}", false, 200, 200, 404),
        ("GET", "/jobs/download", false, 200, 200, 404),
        ("GET", "/jobs/{Id}/variants", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/variants/{format}", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/download/{kind}", false, 200, 200, 404),
        ("HEAD", "/jobs/{id:guid}/download/{kind}", false, 200, 200, 404),
        ("GET", "/jobs/{Id}/summary", false, 200, 200, 404),
        ("GET", "/jobs/{Id}/again", false, 200, 404, 404),
        ("GET", "/jobs/{Id}/compare", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/compare/{other:guid}", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/compare/{other:guid}", false, 200, 200, 404),
        ("GET", "/jobs/{Id}/genome", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/genome/{file}", false, 200, 200, 404),
        ("HEAD", "/jobs/{id:guid}/genome/{file}", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/genome/genes", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/genome/find", false, 200, 200, 404),
        ("GET", "/jobs/{Id}/share", false, 200, 200, 404),
        ("GET", "/account/shares", false, 200, 200, 200),
        ("GET", "/shared/{Secret}", true, 200, 200, 200),
        ("GET", "/shared/{Secret}/variants", true, 200, 200, 200),
        ("GET", "/shared/{secret}/download/{kind}", true, 200, 200, 200),
        ("GET", "/shared/{secret}/report", true, 200, 200, 200),
        ("GET", "/jobs/{id:guid}/report", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/report", false, 200, 200, 404),
        ("GET", "/api/plan", false, 200, 200, 200),
        ("PUT", "/api/plan/{plan}", false, 200, 200, 200),
        ("GET", "/api/jobs/", false, 200, 200, 200),
        ("POST", "/api/jobs/", false, 201, 201, 201),
        ("POST", "/api/uploads/", false, 200, 200, 200),
        ("POST", "/api/uploads/{id:guid}/done", false, 200, 404, 404),
        ("GET", "/api/jobs/download", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/download/{kind}", false, 200, 200, 404),
        ("HEAD", "/api/jobs/{id:guid}/download/{kind}", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/variants", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/variants/{format}", false, 200, 200, 404),
        ("POST", "/api/jobs/{id:guid}/cancel", false, 409, 409, 404),
        ("POST", "/api/jobs/{id:guid}/retry", false, 409, 409, 404),
        ("PUT", "/api/jobs/{id:guid}/labels", false, 200, 403, 404),
        ("POST", "/api/jobs/{id:guid}/again", false, 201, 404, 404),
        ("DELETE", "/api/jobs/{id:guid}", false, 202, 202, 404),
        ("*", "/_blazor", true, 400, 400, 400),
        ("*", "/_blazor/negotiate", true, 200, 200, 200),
        ("*", "/_blazor/disconnect/", true, 400, 400, 400),
        ("*", "/_blazor/initializers/", true, 200, 200, 200),
        ("GET", "/_framework/opaque-redirect", true, 400, 400, 400),
        ("GET", "/{**path:file}", false, 404, 404, 404),
        ("HEAD", "/{**path:file}", false, 404, 404, 404),
        ("POST", "/account/logout", false, 302, 302, 302),
    ];

    [Fact]
    public void Every_route_has_a_line_in_the_table()
    {
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(endpoint => MethodsOf(endpoint).Select(method => (method, $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")))
            .ToHashSet();
        var known = Table.Select(line => (line.Method, line.Route)).ToList();
        Assert.Equal([], routes.Except(known));
        Assert.Equal([], known.Except(routes));
        Assert.Distinct(known);
    }

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods switch
    {
        null => ["*"],
        { } methods when endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null => [.. methods.Except(["POST"])],
        { } methods => methods,
    };

    /// <summary>A server that knows a provider, which does not answer.</summary>
    public sealed class Site() : GasServer(new()
    {
        ["SignIn:Providers:lab:Authority"] = "http://127.0.0.1:9",
        ["SignIn:Providers:lab:ClientId"] = "gas",
        ["SignIn:Providers:lab:ClientSecret"] = "none",
    });
}
