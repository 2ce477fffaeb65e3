using Gas.Blazor.Account.SignIn;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>What the settings of a provider mean, and what is said of wrong ones.</summary>
public sealed class ProviderSettingsTests
{
    private const string Key = "SignIn:Providers:lab";

    [Theory]
    [InlineData(SignInPreset.Globus, "Globus", "https://auth.globus.org", "openid profile email", true)]
    [InlineData(SignInPreset.CILogon, "CILogon", "https://cilogon.org", "openid profile email", true)]
    [InlineData(SignInPreset.Google, "Google", "https://accounts.google.com", "openid profile email", false)]
    [InlineData(SignInPreset.Orcid, "ORCID", "https://orcid.org", "openid", false)]
    public void Of_a_preset_client_id_and_secret_are_enough(SignInPreset preset, string title, string authority, string scopes, bool trustsEmail)
    {
        var provider = new SignInProvider("lab", Known(preset));
        Assert.Empty(provider.Faults());
        Assert.Equal((title, authority, scopes, trustsEmail), (provider.Title, provider.Authority, string.Join(' ', provider.Scopes), provider.TrustsEmail));
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555", true)]
    [InlineData("https://login.microsoftonline.com/lab.example/v2.0/", true)]
    [InlineData("https://login.microsoftonline.com/common", false)]
    [InlineData("https://login.microsoftonline.com/organizations/v2.0", false)]
    public void Addresses_are_trusted_of_one_s_own_tenant_only(string authority, bool trustsEmail)
    {
        var options = Known(SignInPreset.Entra);
        options.Authority = authority;
        var provider = new SignInProvider("entra", options);
        Assert.Empty(provider.Faults());
        Assert.Equal(trustsEmail, provider.TrustsEmail);
        options.TrustsEmail = !trustsEmail;
        Assert.Equal(!trustsEmail, new SignInProvider("entra", options).TrustsEmail);
    }

    [Fact]
    public void What_the_settings_say_goes_before_what_the_preset_knows()
    {
        var options = Known(SignInPreset.Orcid);
        (options.Title, options.Authority, options.Scopes, options.RolesClaim, options.AdminValues) = ("Sandbox", "https://sandbox.orcid.org/", "openid email", "roles", " a, b ");
        var provider = new SignInProvider("Lab-2", options);
        Assert.Empty(provider.Faults());
        Assert.Equal(("lab-2", "Sandbox", "https://sandbox.orcid.org"), (provider.Name, provider.Title, provider.Authority));
        Assert.Equal(["a", "b"], provider.AdminValues);
        Assert.Equal(["openid", "email"], provider.Scopes);
    }

    [Theory]
    [InlineData("http://id.lab.example", "must be the https address")]
    [InlineData("id.lab.example", "must be the https address")]
    [InlineData("https://id.lab.example/?realm=1", "must be the https address")]
    [InlineData("", "must be the https address")]
    public void A_provider_without_a_safe_address_is_refused(string authority, string sentence)
    {
        var options = Known(SignInPreset.None);
        options.Authority = authority;
        Assert.Contains($"{Key}:Authority {sentence}", Assert.Single(new SignInProvider("lab", options).Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://login.microsoftonline.com")]
    [InlineData("https://login.microsoftonline.com/one/two")]
    public void Entra_needs_a_tenant(string authority)
    {
        var options = Known(SignInPreset.Entra);
        options.Authority = authority;
        Assert.Contains("with your directory's id in place of TENANT", Assert.Single(new SignInProvider("lab", options).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_fault_is_told_by_its_key_and_no_secret_is_repeated()
    {
        var options = new ProviderOptions { Preset = "google", ClientSecret = "hush hush", Scopes = "email", AdminValues = "chiefs" };
        var faults = new SignInProvider("my lab", options).Faults().ToList();
        Assert.Collection(
            faults,
            fault => Assert.Contains("SignIn:Providers:my lab: the name must be", fault, StringComparison.Ordinal),
            fault => Assert.Contains(":ClientId must be", fault, StringComparison.Ordinal),
            fault => Assert.Contains(":ClientSecret must be", fault, StringComparison.Ordinal),
            fault => Assert.Contains(":Scopes must have 'openid'", fault, StringComparison.Ordinal),
            fault => Assert.Contains("set RolesClaim together", fault, StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_preset_is_told_with_those_that_are_known()
    {
        var fault = Assert.Single(new SignInProvider("lab", new ProviderOptions { Preset = "Gogle" }).Faults());
        Assert.Equal($"{Key}:Preset is 'Gogle', but must be one of None, Entra, Globus, Google, Orcid, CILogon.", fault);
    }

    private static ProviderOptions Known(SignInPreset preset) => new() { Preset = preset.ToString(), ClientId = "id", ClientSecret = "secret" };
}
