using System.Net;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>How people sign in, whichever database keeps their accounts.</summary>
public abstract class SignInTests(GasServer server)
{
    [Fact]
    public async Task Whoever_registers_is_signed_in_as_a_plain_user()
    {
        using var visitor = server.Visit();
        using var answer = await visitor.MakeAccountAsync("/account/register", "new@lab.example");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var page = await visitor.ReadAsync("/account");
        Assert.Contains("new@lab.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Admin", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short@lab.example", "too short", "at least 10 characters")]
    [InlineData("no-address", GasServer.Password, "This is not an e-mail address.")]
    public async Task A_registration_that_cannot_be_says_why(string email, string password, string sentence)
    {
        using var visitor = server.Visit();
        using var answer = await visitor.MakeAccountAsync("/account/register", email, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await Visitor.TextOfAsync(answer);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_e_mail_and_wrong_password_get_the_same_words()
    {
        await server.AddAsync("same@lab.example");
        using var visitor = server.Visit();
        using var noUser = await visitor.TrySignInAsync("nobody@lab.example", GasServer.Password);
        using var noPassword = await visitor.TrySignInAsync("same@lab.example", "wrong horse 8");
        var said = AlertOf(await Visitor.TextOfAsync(noUser));
        Assert.Contains("Wrong e-mail or password. After 5 wrong passwords in a row an account is locked for 15 minutes.", said, StringComparison.Ordinal);
        Assert.Equal(said, AlertOf(await Visitor.TextOfAsync(noPassword)));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one_and_for_scripts()
    {
        await server.AddAsync("locked@lab.example");
        using var visitor = server.Visit();
        for (var i = 0; i < 5; i++)
        {
            (await visitor.TrySignInAsync("locked@lab.example", "wrong horse 8")).Dispose();
        }

        // Only an address that has an account can be locked: whoever guesses is not told.
        using var right = await visitor.TrySignInAsync("locked@lab.example", GasServer.Password);
        using var nobody = await visitor.TrySignInAsync("nobody@lab.example", GasServer.Password);
        Assert.Equal(AlertOf(await Visitor.TextOfAsync(nobody)), AlertOf(await Visitor.TextOfAsync(right)));
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/account")).StatusCode);
        using var script = await server.CallAsAsync("locked@lab.example");
        using var answer = await script.GetAsync("/api/jobs");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static string AlertOf(string page) => System.Text.RegularExpressions.Regex.Match(page, "role=\"alert\".*?</(ul|div|p)>", System.Text.RegularExpressions.RegexOptions.Singleline).Value;

    [Theory]
    [InlineData("/jobs?state=Failed", "/jobs?state=Failed")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("~//evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Signing_in_leads_back_into_this_service_only(string returnUrl, string target)
    {
        await server.AddAsync(GasServer.Ann);
        using var visitor = server.Visit();
        using var answer = await visitor.TrySignInAsync(GasServer.Ann, GasServer.Password, $"/account/login?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(new Uri(server.Address, target), new Uri(server.Address, answer.Headers.Location!));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await server.AddAsync(GasServer.Ann);
        using var visitor = server.Visit();
        using var answer = await visitor.TrySignInAsync(GasServer.Ann, GasServer.Password);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("gas=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_takes_a_form_with_its_token()
    {
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        using var forged = await visitor.SendAsync(HttpMethod.Post, "/account/logout", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using var stillIn = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.OK, stillIn.StatusCode);

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await visitor.TokenAsync())]);
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/account/logout", form);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var out_ = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, out_.StatusCode);
    }

    [Fact]
    public async Task A_changed_password_signs_the_other_sessions_out_and_keeps_this_one()
    {
        const string Email = "careful@lab.example";
        using var here = await server.VisitAsAsync(Email);
        using var there = await server.VisitAsAsync(Email);
        using var wrong = await here.FillInAsync("/account/password", ("Input.Present", "wrong horse 8"), ("Input.Password", "another horse 9"), ("Input.ConfirmPassword", "another horse 9"));
        Assert.Contains("The present password is wrong.", await Visitor.TextOfAsync(wrong), StringComparison.Ordinal);
        using var right = await here.FillInAsync("/account/password", ("Input.Present", GasServer.Password), ("Input.Password", "another horse 9"), ("Input.ConfirmPassword", "another horse 9"));
        Assert.Contains("Your password is changed.", await Visitor.TextOfAsync(right), StringComparison.Ordinal);
        using var stays = await here.GetAsync("/account");
        using var leaves = await there.GetAsync("/account");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), (stays.StatusCode, leaves.StatusCode));
    }

    [Fact]
    public async Task Name_and_institution_are_kept_and_shown_as_text()
    {
        using var visitor = await server.VisitAsAsync("named@lab.example");
        using var answer = await visitor.FillInAsync("/account", ("Input.DisplayName", "<b>Ann</b>"), ("Input.Institution", "Lab of Ünïts"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await visitor.ReadAsync("/account");
        Assert.DoesNotContain("<b>Ann</b>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Ann&lt;/b&gt;", page, StringComparison.Ordinal);
    }
}
