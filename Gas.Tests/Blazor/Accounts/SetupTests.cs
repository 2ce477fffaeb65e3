using System.Net;
using Gas.Blazor.Account;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

public class SetupTests
{
    /// <summary>Settings that say where accounts lie.</summary>
    protected virtual Dictionary<string, string> Accounts() => [];

    [Fact]
    public async Task The_link_makes_one_admin_once()
    {
        await using var server = new GasServer(Accounts());
        var link = Link(server);
        using var first = server.Visit();
        using var made = await first.MakeAccountAsync(link, GasServer.Admin);
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        Assert.Contains("Admin", await first.ReadAsync("/account"), StringComparison.Ordinal);

        using var second = server.Visit();
        Assert.Contains("This set-up link is not valid", await second.ReadAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_is_good_for_a_day()
    {
        await using var server = new GasServer(Accounts());
        var seal = server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("gas-setup").ToTimeLimitedDataProtector();
        var issued = seal.Unprotect(server.Services.GetRequiredService<SetupLink>().Issue(), out var until);
        Assert.InRange(until - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        using var visitor = server.Visit();
        var good = seal.Protect(issued, TimeSpan.FromMinutes(1));
        Assert.Contains("Input.Password", await visitor.ReadAsync($"/account/setup?token={good}"), StringComparison.Ordinal);

        var old = $"/account/setup?token={seal.Protect(issued, TimeSpan.FromSeconds(-1))}";
        Assert.Contains("This set-up link is not valid", await visitor.ReadAsync(old), StringComparison.Ordinal);
        using var forced = await visitor.ForceAsync(old, "account", ("Input.Email", GasServer.Admin), ("Input.Password", GasServer.Password), ("Input.ConfirmPassword", GasServer.Password));
        Assert.False(await server.HasAsync(GasServer.Admin));
    }

    [Fact]
    public async Task A_password_that_is_refused_does_not_spend_the_link()
    {
        await using var server = new GasServer(Accounts());
        var link = Link(server);
        using var visitor = server.Visit();
        using var refused = await visitor.MakeAccountAsync(link, GasServer.Admin, "too short");
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        using var made = await visitor.MakeAccountAsync(link, GasServer.Admin);
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
    }

    [Fact]
    public async Task Two_who_send_the_form_at_once_make_one_admin()
    {
        await using var server = new GasServer(Accounts());
        var link = Link(server);
        using var one = server.Visit();
        using var other = server.Visit();
        var answers = await Task.WhenAll(one.MakeAccountAsync(link, "one@lab.example"), other.MakeAccountAsync(link, "other@lab.example"));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("/account/setup")]
    [InlineData("/account/setup?token=")]
    [InlineData("/account/setup?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_link_shows_a_sentence_and_no_form(string path)
    {
        await using var server = new GasServer(Accounts());
        using var visitor = server.Visit();
        var page = await visitor.ReadAsync(path);
        Assert.Contains("This set-up link is not valid", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.Password", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_registration_offers_no_form_and_takes_none()
    {
        await using var server = new GasServer(new(Accounts()) { ["Accounts:Registration"] = "Closed" });
        using var visitor = server.Visit();
        Assert.Contains("Registration is closed", await visitor.ReadAsync("/account/register"), StringComparison.Ordinal);
        Assert.DoesNotContain("Create one", await visitor.ReadAsync("/account/login"), StringComparison.Ordinal);
        using var forced = await visitor.ForceAsync("/account/register", "account", ("Input.Email", GasServer.Bob), ("Input.Password", GasServer.Password), ("Input.ConfirmPassword", GasServer.Password));
        Assert.False(await server.HasAsync(GasServer.Bob));

        // Such a form is one that would have been taken.
        await using var open = new GasServer(Accounts());
        using var other = open.Visit();
        using var taken = await other.ForceAsync("/account/register", "account", ("Input.Email", GasServer.Bob), ("Input.Password", GasServer.Password), ("Input.ConfirmPassword", GasServer.Password));
        Assert.True(await open.HasAsync(GasServer.Bob));
    }

    [Fact]
    public async Task The_sign_in_form_is_rate_limited_by_address()
    {
        await using var server = new GasServer(new(Accounts()) { ["Accounts:AttemptsPerMinute"] = "3" });
        using var visitor = server.Visit();
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await visitor.TrySignInAsync("nobody@lab.example", "wrong horse 8");
            codes.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], codes);
    }

    [Fact]
    public async Task Wrong_passwords_of_scripts_are_limited_too()
    {
        await using var server = new GasServer(new(Accounts()) { ["Accounts:AttemptsPerMinute"] = "3", ["Accounts:LockoutAttempts"] = "100" });
        await server.AddAsync(GasServer.Ann);
        using var script = server.Visit();
        script.UseBasic(GasServer.Ann, "wrong horse 8");
        for (var i = 0; i < 3; i++)
        {
            (await script.GetAsync("/api/jobs")).Dispose();
        }

        script.UseBasic(GasServer.Ann, GasServer.Password);
        using var answer = await script.GetAsync("/api/jobs");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static string Link(GasServer server) => $"/account/setup?token={server.Services.GetRequiredService<SetupLink>().Issue()}";
}
