using System.Net;
using Gas.Blazor.Account.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>The list of one's sessions, whichever database keeps the accounts.</summary>
public abstract class SessionTests(GasServer server)
{
    private const string Page = "/account/security";
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    [Fact]
    public async Task Another_session_is_seen_and_signed_out_and_this_one_goes_on()
    {
        const string Email = "two@lab.example";
        using var here = await ComeAsync(Email, Firefox);
        using var there = await ComeAsync(Email, Chrome);
        var page = await here.ReadAsync(Page);
        Assert.Contains("Firefox on Linux", page, StringComparison.Ordinal);
        Assert.Contains("Chrome on Windows", page, StringComparison.Ordinal);
        Assert.Equal(1, Count(page, "this browser"));

        using var ended = await here.SubmitAsync(Page, "end-");
        Assert.Contains("Chrome on Windows at 127.0.0.1 is signed out", await Visitor.TextOfAsync(ended), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(there));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here));
    }

    [Fact]
    public async Task All_others_are_signed_out_at_once()
    {
        const string Email = "many@lab.example";
        using var here = await ComeAsync(Email, Firefox);
        using var second = await ComeAsync(Email, Chrome);
        using var third = await ComeAsync(Email, "curl/8");
        using var ended = await here.SubmitAsync(Page, "end-others");
        Assert.Contains("All other sessions are signed out", await Visitor.TextOfAsync(ended), StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found, HttpStatusCode.OK], [await StatusAsync(second), await StatusAsync(third), await StatusAsync(here)]);
    }

    [Fact]
    public async Task Nobody_ends_somebody_else_s_session()
    {
        using var ann = await ComeAsync("owner@lab.example", Firefox);
        var book = server.Services.GetRequiredService<SessionBook>();
        var session = Assert.Single(await book.ListAsync(await server.IdOfAsync("owner@lab.example"), TestContext.Current.CancellationToken));
        using var bob = await ComeAsync("thief@lab.example", Chrome);
        using var forged = await bob.SendAsync(HttpMethod.Post, Page, new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = $"end-{session.Id}", ["__RequestVerificationToken"] = await bob.TokenAsync() }));
        Assert.Null(await book.EndAsync(await server.IdOfAsync("thief@lab.example"), session.Id, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ann));
    }

    [Fact]
    public async Task Signing_out_and_a_new_password_leave_no_session_behind()
    {
        const string Email = "tidy@lab.example";
        using var here = await ComeAsync(Email, Firefox);
        using var there = await ComeAsync(Email, Chrome);
        using var changed = await here.FillInAsync("/account/password", ("Input.Present", GasServer.Password), ("Input.Password", "another horse 8"), ("Input.ConfirmPassword", "another horse 8"));
        var only = Assert.Single(await SessionsAsync(Email));
        Assert.Equal("Firefox on Linux", only.Browser);

        // The same browser, signed in again, is one session.
        using var again = await here.TrySignInAsync(Email, "another horse 8");
        Assert.Single(await SessionsAsync(Email));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await here.TokenAsync())]);
        using var left = await here.SendAsync(HttpMethod.Post, "/account/logout", form);
        Assert.Empty(await SessionsAsync(Email));
    }

    [Fact]
    public async Task A_request_that_still_shows_the_old_cookie_ends_nothing_of_the_session_that_goes_on()
    {
        const string Email = "overtaken-session@lab.example";
        using var here = await ComeAsync(Email, Firefox);
        using var late = here.AsNow();
        using var changed = await here.FillInAsync("/account/password", ("Input.Present", GasServer.Password), ("Input.Password", "another horse 8"), ("Input.ConfirmPassword", "another horse 8"));
        using var answer = await late.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        // Nor does the answer take the new cookie from the browser.
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.StartsWith("gas=", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here));
        Assert.Single(await SessionsAsync(Email));
    }

    [Theory]
    [InlineData(Firefox, "Firefox on Linux")]
    [InlineData(Chrome, "Chrome on Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("<script>alert(1)</script>", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    public void A_browser_is_called_by_its_name(string? userAgent, string name) => Assert.Equal(name, BrowserName.Of(userAgent));

    private async Task<Visitor> ComeAsync(string email, string userAgent)
    {
        await server.AddAsync(email);
        var visitor = server.Visit();
        Assert.True(visitor.Headers.TryAddWithoutValidation("User-Agent", userAgent));
        await visitor.SignInAsync(email);
        return visitor;
    }

    private async Task<IReadOnlyList<AccountSession>> SessionsAsync(string email) =>
        await server.Services.GetRequiredService<SessionBook>().ListAsync(await server.IdOfAsync(email), TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor)
    {
        using var answer = await visitor.GetAsync("/account");
        return answer.StatusCode;
    }

    private static int Count(string page, string words) => page.Split(words).Length - 1;
}

public sealed class SessionsOnSqliteTests(GasServer server) : SessionTests(server), IClassFixture<GasServer>;

public sealed class SessionsOnPostgresTests(Postgres.PostgresSite site) : SessionTests(site.Server), IClassFixture<Postgres.PostgresSite>;
