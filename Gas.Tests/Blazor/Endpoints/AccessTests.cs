using System.Net;
using System.Net.Http.Json;
using Gas.Blazor.Account.Tokens;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Mail;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>Walks every route as everybody. A new route without a line here fails.</summary>
public sealed class AccessTests(GasServer server) : IClassFixture<GasServer>
{
    private const string SecretName = "only-ann-knows.vcf";

    /// <summary>Where the framework looks for files that are not in its list of static ones.</summary>
    private const string StaticFiles = "/{**path:file}";

    /// <summary>Route; whether visitors may see it; what the owner, an admin and another user get, where that is told by the status.</summary>
    private static readonly (string Method, string Route, bool IsOpen, int Owner, int Admin, int Other)[] Table =
    [
        ("GET", "/", true, 200, 200, 200),
        ("GET", "/error/{code:int}", true, 200, 200, 200),
        ("GET", "/not-found", true, 0, 0, 0),
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
        ("POST", "/account/sign-in/{provider}", true, 400, 400, 400),
        ("GET", "/account/sign-in/done", true, 302, 302, 302),
        ("GET", "/account/identities", false, 200, 200, 200),
        ("POST", "/account/identities/{provider}", false, 400, 400, 400),
        ("GET", "/account/tokens", false, 200, 200, 200),
        ("GET", "/account/forgot", true, 200, 200, 200),
        ("GET", "/account/reset", true, 200, 200, 200),
        ("GET", "/account/confirm", true, 200, 200, 200),
        ("GET", "/account/invitation", true, 200, 200, 200),
        ("GET", "/admin/invitations", false, 403, 200, 403),
        ("GET", "/account/code", true, 200, 200, 200),
        ("GET", "/account/security", false, 200, 200, 200),
        ("POST", "/account/passkeys/question", true, 400, 400, 400),
        ("POST", "/account/passkeys/offer", false, 400, 400, 400),
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
        ("POST", "/account/export", false, 400, 400, 400),
        ("POST", "/account/logout", false, 400, 400, 400),
        ("POST", "/account/plan/checkout", false, 400, 400, 400),
        ("POST", "/account/plan/portal", false, 400, 400, 400),
        ("GET", "/account/plan/return", false, 0, 0, 0),
        ("POST", "/billing/stripe/webhook", true, 404, 404, 404),
        ("GET", "/jobs", false, 200, 200, 200),
        ("GET", "/submit", false, 200, 200, 200),
        ("GET", "/jobs/{Id}", false, 200, 200, 0),
        ("GET", "/jobs/download", false, 400, 400, 400),
        ("GET", "/jobs/{Id}/variants", false, 200, 200, 0),
        ("GET", "/jobs/{id:guid}/variants/{format}", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/download/{kind}", false, 200, 200, 404),
        ("GET", "/jobs/{Id}/summary", false, 200, 200, 404),
        ("GET", "/jobs/{Id}/again", false, 200, 0, 0),
        ("GET", "/jobs/{Id}/compare", false, 200, 200, 0),
        ("GET", "/jobs/{id:guid}/compare/{other:guid}", false, 404, 404, 404),
        ("GET", "/api/jobs/{id:guid}/compare/{other:guid}", false, 404, 404, 404),
        ("GET", "/jobs/{Id}/genome", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/genome/{file}", false, 404, 404, 404),
        ("GET", "/jobs/{id:guid}/genome/genes", false, 200, 200, 404),
        ("GET", "/jobs/{id:guid}/genome/find", false, 200, 200, 404),
        ("GET", "/jobs/{Id}/share", false, 200, 200, 404),
        ("GET", "/account/shares", false, 200, 200, 200),
        ("GET", "/shared/{Secret}", true, 404, 404, 404),
        ("GET", "/shared/{Secret}/variants", true, 404, 404, 404),
        ("GET", "/shared/{secret}/download/{kind}", true, 404, 404, 404),
        ("GET", "/shared/{secret}/report", true, 404, 404, 404),
        ("GET", "/jobs/{id:guid}/report", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/report", false, 200, 200, 404),
        ("GET", "/api/plan", false, 200, 200, 200),
        ("PUT", "/api/plan/{plan}", false, 400, 400, 400),
        ("GET", "/api/jobs/", false, 200, 200, 200),
        ("POST", "/api/jobs/", false, 422, 422, 422),
        ("POST", "/api/uploads/", false, 400, 400, 400),
        ("POST", "/api/uploads/{id:guid}/done", false, 404, 404, 404),
        ("GET", "/api/jobs/download", false, 400, 400, 400),
        ("GET", "/api/jobs/{id:guid}", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/download/{kind}", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/variants", false, 200, 200, 404),
        ("GET", "/api/jobs/{id:guid}/variants/{format}", false, 200, 200, 404),
        ("POST", "/api/jobs/{id:guid}/cancel", false, 409, 409, 404),
        ("POST", "/api/jobs/{id:guid}/retry", false, 409, 409, 404),
        ("PUT", "/api/jobs/{id:guid}/labels", false, 400, 400, 400),
        ("POST", "/api/jobs/{id:guid}/again", false, 201, 404, 404),
        ("DELETE", "/api/jobs/{id:guid}", false, 202, 202, 404),
    ];

    [Fact]
    public void Every_route_has_a_line_in_the_table()
    {
        var known = Table.Select(line => Plain(line.Route)).ToHashSet();
        var unknown = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => Plain(endpoint.RoutePattern.RawText!))
            .Where(route => !known.Contains(route) && route != StaticFiles && !route.StartsWith("/_blazor", StringComparison.Ordinal) && !route.StartsWith("/_framework", StringComparison.Ordinal));
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_the_open_routes_only()
    {
        var job = await UploadAsync();
        using var visitor = server.Visit();
        await EverybodyAsync(visitor, job, line => line.IsOpen ? line.Owner : Refused(line.Route));
    }

    [Fact]
    public async Task A_disabled_user_is_nobody_from_one_request_to_the_next()
    {
        var job = await UploadAsync();
        using var gone = await server.VisitAsAsync(GasServer.Gone);
        await server.ChangeAsync(GasServer.Gone, user => user.Disabled = true);
        await EverybodyAsync(gone, job, line => line.IsOpen ? line.Owner : Refused(line.Route));
        using var door = server.Visit();
        using var again = await door.TrySignInAsync(GasServer.Gone, GasServer.Password);
        Assert.Contains("Wrong e-mail or password.", await Visitor.TextOfAsync(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_does_all_with_the_job()
    {
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        await EverybodyAsync(ann, await UploadAsync(), line => line.Owner);
    }

    [Fact]
    public async Task An_admin_does_all_with_every_job()
    {
        using var admin = await server.VisitAsAsync(GasServer.Admin);
        var job = await UploadAsync();
        Assert.Contains(SecretName, await admin.ReadAsync($"/jobs/{job}"), StringComparison.Ordinal);
        await EverybodyAsync(admin, job, line => line.Admin);
        await Until.TrueAsync(async () => await server.Store.FindAsync(new JobId(job), TestContext.Current.CancellationToken) is null, "what the admin deleted is gone");
    }

    [Fact]
    public async Task To_another_user_a_foreign_job_is_a_missing_one()
    {
        using var bob = await server.VisitAsAsync(GasServer.Bob);
        var job = await UploadAsync();
        await EverybodyAsync(bob, job, line => line.Other);
        Assert.DoesNotContain(SecretName, await bob.ReadAsync($"/jobs/{job}"), StringComparison.Ordinal);
        Assert.DoesNotContain(SecretName, await bob.ReadAsync($"/jobs/{job}/variants"), StringComparison.Ordinal);
        Assert.DoesNotContain(SecretName, await bob.ReadAsync("/api/jobs"), StringComparison.Ordinal);
        using var foreign = await bob.GetAsync($"/api/jobs/{job}");
        using var missing = await bob.GetAsync($"/api/jobs/{Guid.NewGuid()}");
        Assert.Equal((await Visitor.JsonOfAsync(missing)).GetProperty("detail").GetString(), (await Visitor.JsonOfAsync(foreign)).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(TokenScope.None)]
    [InlineData(TokenScope.Read)]
    [InlineData(TokenScope.Submit)]
    [InlineData(TokenScope.Admin)]
    public async Task A_token_does_on_every_route_what_its_scope_says(TokenScope scope)
    {
        await server.AddAsync(GasServer.Admin, admin: true);
        using var script = server.Visit();
        var text = await server.Services.GetRequiredService<TokenBook>().MakeAsync(await server.IdOfAsync(GasServer.Admin), $"{scope}", scope, TimeSpan.FromDays(1), TestContext.Current.CancellationToken);
        script.Headers.Authorization = new("Bearer", text);
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => Plain(endpoint.RoutePattern.RawText!).StartsWith("/api/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            var path = Plain(route.RoutePattern.RawText!).Replace("{id}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{other}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{kind}", "input", StringComparison.Ordinal).Replace("{plan}", "free", StringComparison.Ordinal);
            var may = route.Metadata.GetMetadata<NeedsScope>() is { } needed && scope.HasFlag(needed.Scope);
            using var answer = await script.SendAsync(new HttpMethod(route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]), path);
            Assert.True(may == answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized), $"{path} gave {(int)answer.StatusCode} to a token with the scope {scope}.");
        }
    }

    private static int Refused(string route) => route.StartsWith("/api", StringComparison.Ordinal) ? 401 : 302;

    private static async Task EverybodyAsync(Visitor visitor, Guid job, Func<(string Method, string Route, bool IsOpen, int Owner, int Admin, int Other), int> expected)
    {
        string? token = null;
        foreach (var line in Table.Where(line => expected(line) != 0))
        {
            var path = Plain(line.Route).Replace("{code}", "404", StringComparison.Ordinal).Replace("{id}", job.ToString(), StringComparison.Ordinal).Replace("{kind}", "input", StringComparison.Ordinal).Replace("{format}", "tsv", StringComparison.Ordinal);
            token ??= expected(Table.First(one => one.Route == "/account")) == 200 ? await visitor.TokenAsync() : "none";
            var headers = line.Route.StartsWith("/api", StringComparison.Ordinal) && line.Method != "GET" ? new[] { ("RequestVerificationToken", token) } : [];
            using var answer = await visitor.SendAsync(new HttpMethod(line.Method), path, null, headers);
            Assert.True((int)answer.StatusCode == expected(line), $"{line.Method} {path} gave {(int)answer.StatusCode}, not {expected(line)}.");
            if (answer.StatusCode == HttpStatusCode.Found)
            {
                Assert.StartsWith("/account/login", answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.PathAndQuery : answer.Headers.Location.OriginalString, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>A completed job of Ann's: no action but deleting is possible.</summary>
    private async Task<Guid> UploadAsync()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var answer = await ann.SendAsync(HttpMethod.Post, $"/api/jobs?name={SecretName}", SmallVcf.Body());
        var id = (await answer.Content.ReadFromJsonAsync<UploadedJob>(TestContext.Current.CancellationToken))!.Id;
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await server.Store.FindAsync(new JobId(id), TestContext.Current.CancellationToken))!.State != JobState.Completed)
        {
            await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return id;
    }

    private static string Plain(string route) => $"/{route.TrimStart('/')}".Replace(":int", "", StringComparison.Ordinal).Replace(":guid", "", StringComparison.Ordinal).Replace("{Id}", "{id}", StringComparison.Ordinal);

    private sealed record UploadedJob(Guid Id);
}
