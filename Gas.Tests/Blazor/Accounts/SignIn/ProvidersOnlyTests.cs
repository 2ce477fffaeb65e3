using System.Net;
using Gas.Blazor.Account;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>A service where passwords open nothing.</summary>
public sealed class ProvidersOnlyTests(ProvidersOnlyTests.Site site) : IClassFixture<ProvidersOnlyTests.Site>
{
    [Fact]
    public async Task Passwords_sign_nobody_in_and_nobody_registers_with_one()
    {
        await site.Server.AddAsync(GasServer.Ann);
        using var visitor = site.Server.Visit();
        var page = await visitor.ReadAsync("/account/login");
        Assert.Contains("Sign in with The Lab", page, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", page, StringComparison.Ordinal);
        Assert.Contains("Passwords are not used here", await visitor.ReadAsync("/account/register"), StringComparison.Ordinal);
        using var entry = await visitor.ForceAsync("/account/login", "login", ("Input.Email", GasServer.Ann), ("Input.Password", GasServer.Password));
        using var account = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, account.StatusCode);
        using var registration = await visitor.ForceAsync("/account/register", "account", ("Input.Email", GasServer.Bob), ("Input.Password", GasServer.Password), ("Input.ConfirmPassword", GasServer.Password));
        Assert.False(await site.Server.HasAsync(GasServer.Bob));
        using var script = site.Server.Visit();
        script.UseBasic(GasServer.Ann, GasServer.Password);
        using var answer = await script.GetAsync("/api/jobs");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_first_admin_comes_by_the_set_up_link_and_links_another_way_in()
    {
        site.Provider.Mend();
        using var admin = site.Server.Visit();
        var link = $"/account/setup?token={site.Server.Services.GetRequiredService<SetupLink>().Issue()}";
        Assert.Contains("Its password serves this once", await admin.ReadAsync(link), StringComparison.Ordinal);
        using var made = await admin.MakeAccountAsync(link, GasServer.Admin);
        Assert.Equal("/account/identities", SigningSite.Where(made));
        site.Provider.Person = SigningSite.Person("root");
        Assert.Equal("/account/identities?end=Linked&with=guests", await SigningSite.SignInAsync(admin, SigningSite.Guests, "/account/identities"));
        using var later = site.Server.Visit();
        Assert.Equal("/", await SigningSite.SignInAsync(later, SigningSite.Guests));
        using var users = await later.GetAsync("/admin/users");
        Assert.Equal(HttpStatusCode.OK, users.StatusCode);

        // Its password is no way in, so the link is the last one.
        using var refused = await later.SubmitAsync("/account/identities", "unlink-guests-");
        Assert.Contains("This is your only way in.", await Visitor.TextOfAsync(refused), StringComparison.Ordinal);
    }

    public sealed class Site : SigningSite
    {
        protected override Dictionary<string, string> Settings() => new() { ["Accounts:Local"] = "false" };
    }
}
