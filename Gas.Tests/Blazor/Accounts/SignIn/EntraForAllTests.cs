using System.Text.Json.Nodes;
using Gas.Tests.Peers;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>Entra for people of any tenant (<c>common</c>), whose owners can write any address into their tokens.</summary>
public sealed class EntraForAllTests(EntraForAllTests.Site site) : IClassFixture<EntraForAllTests.Site>
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private const string OtherTenant = "99999999-2222-3333-4444-555555555555";

    [Fact]
    public async Task An_address_counts_only_if_its_domain_is_said_to_be_verified()
    {
        using var visitor = site.Server.Visit();
        Assert.Equal("/account/login?end=NoEmail&with=entra", await SignInAsync(visitor, "ann", Tenant, isVerified: null));
        Assert.Equal("/account/login?end=NoEmail&with=entra", await SignInAsync(visitor, "ann", Tenant, isVerified: false));
        Assert.False(await site.Server.HasAsync("ann@lab.example"));
        Assert.Equal("/", await SignInAsync(visitor, "ann", Tenant, isVerified: true));
        Assert.Contains("ann@lab.example", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_of_one_tenant_is_not_one_of_another_with_the_same_number()
    {
        using var first = site.Server.Visit();
        Assert.Equal("/", await SignInAsync(first, "bob", Tenant, isVerified: true));
        using var second = site.Server.Visit();
        Assert.Equal("/account/login?end=NoEmail&with=entra", await SignInAsync(second, "bob", OtherTenant, isVerified: false));
    }

    [Fact]
    public async Task A_token_that_names_another_tenant_than_its_issuer_is_refused()
    {
        using var visitor = site.Server.Visit();
        Assert.Equal("/account/login?end=Failed&with=entra", await SignInAsync(visitor, "eve", Tenant, isVerified: true, issuer: OtherTenant));
        Assert.False(await site.Server.HasAsync("eve@lab.example"));
    }

    private async Task<string> SignInAsync(Visitor visitor, string name, string tenant, bool? isVerified, string? issuer = null)
    {
        site.Provider.Mend();
        site.Provider.Person = new JsonObject
        {
            ["sub"] = $"{name}-here",
            ["oid"] = $"{name}-in-the-directory",
            ["tid"] = tenant,
            ["ver"] = "2.0",
            ["name"] = name,
            ["email"] = $"{name}@lab.example",
        };
        if (isVerified is { } said)
        {
            site.Provider.Person["xms_edov"] = said;
        }

        site.Provider.Lie = token => token["iss"] = site.Provider.Authority.Replace("common", issuer ?? tenant, StringComparison.Ordinal);
        return await SigningSite.SignInAsync(visitor, "entra");
    }

    /// <summary>A server that knows Entra only, for all tenants.</summary>
    public sealed class Site : SigningSite
    {
        public override async ValueTask InitializeAsync() => await StartAsync(
            await OpenIdStandIn.StartAsync("/common/v2.0", tls: true, issuer: "/{tenantid}/v2.0"),
            provider => new(provider.Settings("entra")) { ["SignIn:Providers:entra:Preset"] = "Entra" },
            EntraSignInTests.Site.Believe);
    }
}
