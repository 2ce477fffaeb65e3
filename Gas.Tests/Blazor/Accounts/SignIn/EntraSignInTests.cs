using System.Net;
using System.Text.Json.Nodes;
using Gas.Tests.Peers;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>
/// Entra, by Microsoft.Identity.Web, with its authority pointed at our own provider: it finds out addresses and keys there, and checks issuer, audience,
/// signature, lifetime and nonce itself. Only the certificate of the stand-in is believed by the test.
/// Not proved by it: that Microsoft's own service answers as its documentation says, the list of its clouds' other names that an issuer may have there, and
/// consent or conditional access of a tenant.
/// </summary>
public sealed class EntraSignInTests(EntraSignInTests.Site site) : IClassFixture<EntraSignInTests.Site>
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private const string OtherTenant = "99999999-2222-3333-4444-555555555555";

    [Fact]
    public async Task Somebody_of_the_tenant_gets_an_account_and_comes_back_to_it()
    {
        site.Mend();
        site.Provider.Person = Person("ann", Tenant);
        using var visitor = site.Server.Visit();
        Assert.Equal("/", await SigningSite.SignInAsync(visitor, "entra"));
        Assert.Contains("ann@lab.example", await visitor.ReadAsync("/account"), StringComparison.Ordinal);

        // Another application's subject; the same person by the directory's own number.
        site.Provider.Person["sub"] = "of-another-application";
        using var again = site.Server.Visit();
        Assert.Equal("/", await SigningSite.SignInAsync(again, "entra"));
        Assert.Contains("ann@lab.example", await again.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aud", "somebody-else")]
    [InlineData("iss", "https://evil.example/v2.0")]
    [InlineData("nonce", "of-another-sign-in")]
    [InlineData("exp", null)]
    public async Task A_token_for_somebody_else_or_of_yesterday_is_refused(string claim, string? value)
    {
        site.Mend();
        site.Provider.Person = Person("eve", Tenant);
        site.Provider.Lie = token => token[claim] = value is null ? TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds() : JsonValue.Create(value);
        await RefusedAsync();
    }

    [Fact]
    public async Task Somebody_of_another_tenant_is_refused()
    {
        site.Mend();
        site.Provider.Person = Person("eve", OtherTenant);
        site.Provider.Lie = token => token["iss"] = site.Provider.Authority.Replace(Tenant, OtherTenant, StringComparison.Ordinal);
        await RefusedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_is_not_signed_by_it_is_refused(bool isBare)
    {
        site.Mend();
        site.Provider.Person = Person("eve", Tenant);
        site.Provider.Sign = isBare ? OpenIdStandIn.LeaveUnsigned : OpenIdStandIn.SignByAnother;
        await RefusedAsync();
    }

    [Fact]
    public async Task An_app_role_gives_a_right_as_long_as_it_is_there()
    {
        // The last admin would stay one.
        await site.Server.AddAsync(GasServer.Admin, admin: true);
        site.Mend();
        site.Provider.Person = Person("chief", Tenant);
        site.Provider.Person["roles"] = new JsonArray("gas-admin", "something-else");
        using var visitor = site.Server.Visit();
        Assert.Equal("/", await SigningSite.SignInAsync(visitor, "entra"));
        Assert.True(await site.IsAdminAsync("chief@lab.example"));
        site.Provider.Person["roles"] = new JsonArray("something-else");
        using var later = site.Server.Visit();
        await SigningSite.SignInAsync(later, "entra");
        Assert.False(await site.IsAdminAsync("chief@lab.example"));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_leads_on_to_the_tenant()
    {
        site.Mend();
        site.Provider.Person = Person("leaving", Tenant);
        using var visitor = site.Server.Visit();
        await SigningSite.SignInAsync(visitor, "entra");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await visitor.TokenAsync())]);
        using var left = await visitor.SendAsync(HttpMethod.Post, "/account/logout", form);
        var page = WebUtility.HtmlDecode(await Visitor.TextOfAsync(left));
        Assert.Contains($"url={site.Provider.Authority}/end?post_logout_redirect_uri={Uri.EscapeDataString(new Uri(site.Server.Address, "/account/sign-in/entra/signed-out").ToString())}", page, StringComparison.Ordinal);
        using var account = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, account.StatusCode);
    }

    private async Task RefusedAsync()
    {
        using var visitor = site.Server.Visit();
        Assert.Equal("/account/login?end=Failed&with=entra", await SigningSite.SignInAsync(visitor, "entra"));
        Assert.False(await site.Server.HasAsync("eve@lab.example"));
    }

    private static JsonObject Person(string name, string tenant) => new()
    {
        ["sub"] = $"{name}-here",
        ["oid"] = $"{name}-in-the-directory",
        ["tid"] = tenant,
        ["ver"] = "2.0",
        ["name"] = name,
        ["email"] = $"{name}@lab.example",
    };

    /// <summary>A server that knows Entra only.</summary>
    public sealed class Site : SigningSite
    {
        public override async ValueTask InitializeAsync() => await StartAsync(
            await OpenIdStandIn.StartAsync($"/{Tenant}/v2.0", tls: true),
            provider => new(provider.Settings("entra"))
            {
                ["SignIn:Providers:entra:Preset"] = "Entra",
                ["SignIn:Providers:entra:RolesClaim"] = "roles",
                ["SignIn:Providers:entra:AdminValues"] = "gas-admin",
                ["SignIn:Providers:entra:SignOutThere"] = "true",
            },
            Believe);

        internal void Mend() => Provider.Mend();

        /// <summary>Has the server believe the stand-in's certificate.</summary>
        internal static void Believe(IServiceCollection services)
        {
            services.AddHttpClient("believing").ConfigurePrimaryHttpMessageHandler(Believing);
            services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = "believing");
            services.Configure<OpenIdConnectOptions>("with-entra", options => options.BackchannelHttpHandler = Believing());
        }

        private static HttpClientHandler Believing() => new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
    }
}
