using System.Net;
using Gas.Tests.Blazor.Accounts.SignIn;

namespace Gas.Tests.Blazor.Accounts.SecondFactor;

/// <summary>Where admins must have a second factor, one without it does nothing but set it up.</summary>
public sealed class RequiredSecondFactorTests(RequiredSecondFactorTests.Site site) : IClassFixture<RequiredSecondFactorTests.Site>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/jobs")]
    [InlineData("/account")]
    [InlineData("/account/tokens")]
    [InlineData("/admin/users")]
    [InlineData("/_blazor/negotiate")]
    public async Task An_admin_without_one_is_led_to_the_page_that_sets_it_up(string path)
    {
        using var admin = await site.Server.VisitAsAsync(GasServer.Admin);
        using var answer = await admin.GetAsync(path);
        Assert.Equal("/account/security", SigningSite.Where(answer));
        using var script = await admin.GetAsync("/api/audit");
        Assert.Equal(HttpStatusCode.Forbidden, script.StatusCode);
    }

    [Fact]
    public async Task With_it_all_is_open_and_others_are_not_asked()
    {
        await site.Server.AddAsync("careful-admin@lab.example", admin: true);
        using var admin = site.Server.Visit();
        await admin.SignInAsync("careful-admin@lab.example");
        using var begun = await admin.SubmitAsync("/account/security", "second-begin");
        var page = await Visitor.TextOfAsync(begun);
        Assert.Contains("Set it up to go on.", page, StringComparison.Ordinal);
        using var on = await admin.FillInAsync("/account/security", ("Input.Code", AuthenticatorApp.Scan(page).Show()));
        using var users = await admin.GetAsync("/admin/users");
        Assert.Equal(HttpStatusCode.OK, users.StatusCode);
        using var ann = await site.Server.VisitAsAsync(GasServer.Ann);
        using var jobs = await ann.GetAsync("/jobs");
        Assert.Equal(HttpStatusCode.OK, jobs.StatusCode);
    }

    public sealed class Site : IAsyncDisposable
    {
        public GasServer Server { get; } = new(new() { ["Accounts:RequireSecondFactor"] = "Admins" });

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
