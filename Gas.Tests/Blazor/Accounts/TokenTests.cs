using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Tests.Blazor.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>Personal tokens: shown once, kept as hashes, good for their scopes, until they expire or are revoked.</summary>
public abstract class TokenTests(GasServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_shown_once_and_kept_as_a_hash()
    {
        using var ann = await server.VisitAsAsync("once@lab.example");
        var token = await MakeAsync(ann, "my laptop");
        var page = await ann.ReadAsync("/account/tokens");
        Assert.Contains("my laptop", page, StringComparison.Ordinal);
        Assert.DoesNotContain(token, page, StringComparison.Ordinal);
        await using var scope = server.Services.CreateAsyncScope();
        var kept = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Tokens.SingleAsync(one => one.Name == "my laptop", Cancellation);
        Assert.NotEqual(token, kept.Hash);
        Assert.Equal(64, kept.Hash.Length);
    }

    [Fact]
    public async Task A_token_does_what_its_scopes_say_and_no_more()
    {
        using var ann = await server.VisitAsAsync("scopes@lab.example");
        using var reader = With(await MakeAsync(ann, "reads"));
        using var sender = With(await MakeAsync(ann, "sends", ("Input.Submit", "true"), ("Input.Read", "false")));
        using var sent = await sender.SendAsync(HttpMethod.Post, "/api/jobs?name=a.vcf", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        var id = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Get, $"/api/jobs/{id}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Get, $"/api/jobs/{id}/download/input"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Get, "/api/plan"));
        using var refused = await reader.SendAsync(HttpMethod.Delete, $"/api/jobs/{id}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("has not the scope 'submit'", await Visitor.TextOfAsync(refused), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(sender, HttpMethod.Get, $"/api/jobs/{id}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(sender, HttpMethod.Put, "/api/plan/premium"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sender, HttpMethod.Post, "/api/uploads?name=a.vcf&bytes=1"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, HttpMethod.Post, "/api/uploads?name=a.vcf&bytes=1"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, HttpMethod.Post, $"/api/uploads/{id}/done"));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(sender, HttpMethod.Delete, $"/api/jobs/{id}"));
    }

    [Fact]
    public async Task A_token_is_no_way_to_the_pages_nor_to_the_jobs_of_others()
    {
        using var ann = await server.VisitAsAsync("mine@lab.example");
        using var bob = await server.VisitAsAsync("yours@lab.example");
        using var sender = With(await MakeAsync(bob, "sends", ("Input.Submit", "true")));
        using var sent = await sender.SendAsync(HttpMethod.Post, "/api/jobs?name=b.vcf", SmallVcf.Body());
        var id = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();
        using var reader = With(await MakeAsync(ann, "reads"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(reader, HttpMethod.Get, $"/api/jobs/{id}"));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(reader, HttpMethod.Get, "/account"));
    }

    [Fact]
    public async Task An_admin_s_token_is_an_admin_s_only_with_that_scope()
    {
        using var admin = await server.VisitAsAsync(GasServer.Admin);
        using var plain = With(await MakeAsync(admin, "plain"));
        using var full = With(await MakeAsync(admin, "full", ("Input.Admin", "true")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(plain, HttpMethod.Get, "/api/audit"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(full, HttpMethod.Get, "/api/audit"));
    }

    [Fact]
    public async Task A_plain_user_cannot_ask_for_an_admin_s_scope()
    {
        using var ann = await server.VisitAsAsync("plain@lab.example");
        Assert.DoesNotContain("Input.Admin", await ann.ReadAsync("/account/tokens"), StringComparison.Ordinal);
        using var token = With(await MakeAsync(ann, "cheeky", forged: true, ("Input.Admin", "true")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token, HttpMethod.Get, "/api/audit"));
    }

    [Fact]
    public async Task A_revoked_an_expired_and_a_disabled_user_s_token_is_no_token()
    {
        const string Email = "leaving@lab.example";
        using var ann = await server.VisitAsAsync(Email);
        using var revoked = With(await MakeAsync(ann, "revoked"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(revoked, HttpMethod.Get, "/api/jobs"));
        var page = await ann.ReadAsync("/account/tokens");
        Assert.DoesNotContain("never used", page, StringComparison.Ordinal);
        var form = Regex.Match(page, "name=\"_handler\" value=\"(revoke-[^\"]+)\"").Groups[1].Value;
        using var gone = await ann.SendAsync(HttpMethod.Post, "/account/tokens", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = form, ["__RequestVerificationToken"] = await ann.TokenAsync() }));
        Assert.Contains("is revoked", await Visitor.TextOfAsync(gone), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(revoked, HttpMethod.Get, "/api/jobs"));

        using var expired = With(await MakeAsync(ann, "expired"));
        await using (var scope = server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Tokens.Where(one => one.Name == "expired")
                .ExecuteUpdateAsync(one => one.SetProperty(token => token.ExpiresAt, DateTimeOffset.UnixEpoch), Cancellation);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(expired, HttpMethod.Get, "/api/jobs"));
        using var good = With(await MakeAsync(ann, "good"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(good, HttpMethod.Get, "/api/jobs"));
        await server.ChangeAsync(Email, user => user.Disabled = true);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(good, HttpMethod.Get, "/api/jobs"));
        var (lines, _) = await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(Action: AuditAction.SignInRefused), before: null, 10, Cancellation);
        Assert.Equal(["the token good, disabled", "the token expired, expired"], lines.Where(line => line.Actor == Email).Select(line => line.Detail));
        Assert.Contains(lines, line => line is { Actor: "", Detail: "an unknown or revoked token" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("gas_")]
    [InlineData("gas_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("gas_' OR 1=1 --")]
    public async Task What_is_no_token_is_refused(string token)
    {
        using var visitor = With(token);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(visitor, HttpMethod.Get, "/api/jobs"));
    }

    [Fact]
    public async Task A_token_needs_a_name_and_something_to_do()
    {
        using var ann = await server.VisitAsAsync("form@lab.example");
        using var nameless = await ann.FillInAsync("/account/tokens", ("Input.Name", ""), ("Input.Days", "90"), ("Input.Read", "true"));
        Assert.Contains("Give the token a name", await Visitor.TextOfAsync(nameless), StringComparison.Ordinal);
        using var idle = await ann.FillInAsync("/account/tokens", ("Input.Name", "idle"), ("Input.Days", "4000"), ("Input.Read", "false"));
        var page = await Visitor.TextOfAsync(idle);
        Assert.Contains("Choose at least one thing", page, StringComparison.Ordinal);
        Assert.Contains("Choose how long", page, StringComparison.Ordinal);
    }

    private Visitor With(string token)
    {
        var visitor = server.Visit();
        visitor.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return visitor;
    }

    private static Task<string> MakeAsync(Visitor owner, string name, params (string, string)[] scopes) => MakeAsync(owner, name, false, scopes);

    /// <param name="forged">Send what the form does not offer.</param>
    private static async Task<string> MakeAsync(Visitor owner, string name, bool forged, params (string Name, string Value)[] scopes)
    {
        (string Name, string Value)[] fields = [("Input.Name", name), ("Input.Days", "30"), .. scopes.Any(scope => scope.Name == "Input.Read") ? [] : new[] { ("Input.Read", "true") }];
        HttpResponseMessage answer;
        if (forged)
        {
            var all = fields.Concat(scopes).Append(("_handler", "token")).Append(("__RequestVerificationToken", await owner.TokenAsync()));
            answer = await owner.SendAsync(HttpMethod.Post, "/account/tokens", new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
        }
        else
        {
            answer = await owner.FillInAsync("/account/tokens", [.. fields, .. scopes]);
        }

        using (answer)
        {
            var page = await Visitor.TextOfAsync(answer);
            var made = Regex.Match(page, "value=\"(gas_[^\"]+)\"");
            Assert.True(made.Success, page);
            return made.Groups[1].Value;
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, HttpMethod method, string path)
    {
        using var answer = await visitor.SendAsync(method, path);
        return answer.StatusCode;
    }
}

public sealed class TokensOnSqliteTests(GasServer server) : TokenTests(server), IClassFixture<GasServer>;
