using System.Net;
using System.Text.Json.Nodes;
using Gas.Tests.Peers;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>Answers of a provider, or of somebody in its place, that open nothing.</summary>
public sealed class BadAnswerTests : IClassFixture<SigningSite>
{
    private readonly SigningSite _site;

    public BadAnswerTests(SigningSite site)
    {
        _site = site;
        site.Provider.Mend();
        site.Provider.Person = SigningSite.Person("victim");
    }

    [Theory]
    [InlineData("aud", "somebody-else", "IDX10214")]
    [InlineData("iss", "https://evil.example", "IDX10205")]
    [InlineData("nonce", "of-another-sign-in", "IDX21323")]
    [InlineData("sub", null, "IDX21314")]
    public async Task A_token_that_was_not_made_for_this_sign_in_is_refused(string claim, string? value, string cause)
    {
        _site.Provider.Lie = token => token[claim] = value is null ? null : JsonValue.Create(value);
        await RefusedAsync(cause);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        _site.Provider.Lie = token => token["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds();
        await RefusedAsync("IDX10223");
    }

    [Fact]
    public async Task A_token_that_is_not_signed_is_refused()
    {
        _site.Provider.Sign = OpenIdStandIn.LeaveUnsigned;
        await RefusedAsync("The token is not signed.");
        Assert.Contains("the answer was not accepted, with The Lab", await _site.RefusalsAsync());
    }

    [Fact]
    public async Task A_token_that_somebody_else_signed_is_refused()
    {
        _site.Provider.Sign = OpenIdStandIn.SignByAnother;
        await RefusedAsync("IDX10511");
    }

    [Fact]
    public async Task What_the_second_address_says_of_somebody_else_is_refused()
    {
        _site.Provider.UserInfo = SigningSite.Person("somebody-else");
        await RefusedAsync("IDX21338");
    }

    [Fact]
    public async Task A_nonce_of_an_earlier_sign_in_is_refused()
    {
        using var earlier = _site.Server.Visit();
        await SigningSite.GoThereAsync(earlier);
        var nonce = _site.Provider.LastNonce;
        _site.Provider.Lie = token => token["nonce"] = nonce;
        await RefusedAsync("IDX21323");
    }

    [Fact]
    public async Task An_answer_is_taken_once_and_by_the_browser_that_asked()
    {
        _site.Provider.Person = SigningSite.Person("once");
        using var visitor = _site.Server.Visit();
        var answer = await SigningSite.GoThereAsync(visitor);
        using var thief = _site.Server.Visit();
        using (var stolen = await SigningSite.ComeBackAsync(thief, answer))
        {
            Assert.Equal(SigningSite.Failed, SigningSite.Where(stolen));
        }

        using (var first = await SigningSite.ComeBackAsync(visitor, answer))
        {
            Assert.Equal("/", SigningSite.Where(first));
        }

        using var again = await SigningSite.ComeBackAsync(visitor, answer);
        Assert.Equal(SigningSite.Failed, SigningSite.Where(again));
        using var page = await thief.GetAsync("/jobs");
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
    }

    [Fact]
    public async Task A_forged_state_is_refused_and_forges_no_line_of_the_log()
    {
        using var visitor = _site.Server.Visit();
        using var forged = await visitor.GetAsync("/account/sign-in/lab/callback?state=forged&code=1");
        Assert.Equal(SigningSite.Failed, SigningSite.Where(forged));
        var answer = await SigningSite.GoThereAsync(visitor);
        using var failed = await visitor.GetAsync($"/account/sign-in/lab/callback?error=bad%0Afatal%3A%20all%20is%20lost{answer[answer.IndexOf("&state=", StringComparison.Ordinal)..]}");
        Assert.Equal(SigningSite.Failed, SigningSite.Where(failed));
        var line = Assert.Single(_site.Log.Lines, line => line.StartsWith("A sign-in with The Lab was refused", StringComparison.Ordinal) && line.Contains("all is lost", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task Who_cancels_there_is_told_that_nothing_has_changed()
    {
        _site.Provider.Refusal = "access_denied";
        using var visitor = _site.Server.Visit();
        var end = await SigningSite.SignInAsync(visitor);
        Assert.Equal("/account/login?end=Cancelled&with=lab", end);
        Assert.Contains("The sign-in with The Lab was cancelled.", await visitor.ReadAsync(end), StringComparison.Ordinal);
        using var ann = await _site.Server.VisitAsAsync(GasServer.Ann);
        Assert.Equal("/account/identities?end=Cancelled&with=lab", await SigningSite.SignInAsync(ann, page: "/account/identities"));
    }

    [Fact]
    public async Task A_client_that_is_set_up_wrongly_is_told_by_the_log_alone()
    {
        _site.Provider.Secret = "another";
        using var visitor = _site.Server.Visit();
        var end = await SigningSite.SignInAsync(visitor);
        Assert.Equal(SigningSite.Failed, end);
        Assert.DoesNotContain("invalid_client", await visitor.ReadAsync(end), StringComparison.Ordinal);
        Assert.Contains(_site.Log.Lines, line => line.StartsWith("A sign-in with The Lab was refused", StringComparison.Ordinal) && line.Contains("invalid_client", StringComparison.Ordinal));
        Assert.DoesNotContain(_site.Log.Lines, line => line.Contains(OpenIdStandIn.ClientSecret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_leads_on_to_the_provider()
    {
        _site.Provider.Person = SigningSite.Person("leaving");
        using var visitor = _site.Server.Visit();
        await SigningSite.SignInAsync(visitor);
        var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await visitor.TokenAsync())]);
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/account/logout", form);
        var page = WebUtility.HtmlDecode(await Visitor.TextOfAsync(answer));
        Assert.Contains($"url={_site.Provider.Authority}/end?", page, StringComparison.Ordinal);
        Assert.Contains("id_token_hint=", page, StringComparison.Ordinal);
        using var jobs = await visitor.GetAsync("/jobs");
        Assert.Equal(HttpStatusCode.Found, jobs.StatusCode);
    }

    [Fact]
    public async Task A_provider_that_breaks_off_is_named_and_the_cause_is_in_the_log()
    {
        _site.Provider.Broken = "/token";
        using var visitor = _site.Server.Visit();
        var end = await SigningSite.SignInAsync(visitor);
        Assert.Equal("/account/login?end=Unreachable&with=lab", end);
        Assert.Contains("The Lab cannot be reached at the moment.", await visitor.ReadAsync(end), StringComparison.Ordinal);
        Assert.Contains(_site.Log.Lines, line => line.StartsWith("The Lab could not be reached for a sign-in: HttpRequestException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_address_says_of_a_sign_in_is_not_repeated()
    {
        using var visitor = _site.Server.Visit();
        Assert.DoesNotContain("gas-alert", await visitor.ReadAsync("/account/login?end=nonsense&with=lab"), StringComparison.Ordinal);
        var page = await visitor.ReadAsync("/account/login?end=Cancelled&with=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        Assert.Contains("The sign-in with The provider was cancelled.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_link_starts_a_sign_in()
    {
        using var visitor = _site.Server.Visit();
        using var get = await visitor.GetAsync("/account/sign-in/lab");
        Assert.StartsWith("/account/login?", SigningSite.Where(get), StringComparison.Ordinal);
        using var bare = await visitor.SendAsync(HttpMethod.Post, "/account/sign-in/lab", new FormUrlEncodedContent([KeyValuePair.Create("returnUrl", "/")]));
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
    }

    [Theory]
    [InlineData("/jobs?state=Failed", "/jobs?state=Failed")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    public async Task Signing_in_leads_back_into_this_service_only(string returnUrl, string target)
    {
        _site.Provider.Person = SigningSite.Person("returning");
        using var visitor = _site.Server.Visit();
        Assert.Equal(target, await SigningSite.SignInAsync(visitor, page: $"/account/login?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        using var done = await visitor.GetAsync($"/account/sign-in/done?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal("/account/login?end=Expired&with=", SigningSite.Where(done));
    }

    private async Task RefusedAsync(string cause)
    {
        using var visitor = _site.Server.Visit();
        var end = await SigningSite.SignInAsync(visitor);
        Assert.Equal(SigningSite.Failed, end);
        var page = await visitor.ReadAsync(end);
        Assert.Contains("its answer was not accepted", page, StringComparison.Ordinal);
        // With its number: the letters alone stand in sealed fields now and then.
        Assert.DoesNotMatch("IDX[0-9]{5}", page);
        Assert.Contains(_site.Log.Lines, line => line.StartsWith("A sign-in with The Lab was refused", StringComparison.Ordinal) && line.Contains(cause, StringComparison.Ordinal));
        using var jobs = await visitor.GetAsync("/jobs");
        Assert.Equal(HttpStatusCode.Found, jobs.StatusCode);
        Assert.False(await _site.Server.HasAsync("victim@lab.example"));
    }
}
