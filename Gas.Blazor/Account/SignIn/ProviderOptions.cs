namespace Gas.Blazor.Account.SignIn;

/// <summary>One OpenID provider with which people sign in; section <c>SignIn:Providers:NAME</c>. What a preset knows need not be said.</summary>
public sealed class ProviderOptions
{
    /// <summary>Name of a <see cref="SignInPreset"/>.</summary>
    public string Preset { get; set; } = nameof(SignInPreset.None);

    /// <summary>As the buttons call it.</summary>
    public string Title { get; set; } = "";

    /// <summary>The issuer's address, under which <c>.well-known/openid-configuration</c> is found.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Never logged, never shown.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Separated by spaces; <c>openid</c> must be among them.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>Whether addresses count as verified although the provider does not say so of each; null for what the preset knows.</summary>
    public bool? TrustsEmail { get; set; }

    /// <summary>
    /// Whether it says when a person signed in there, if it is asked to have them sign in anew; null for what the preset knows. False: it is not asked, and
    /// whoever comes with it counts as having just signed in.
    /// </summary>
    public bool? TellsWhen { get; set; }

    /// <summary>Whether unknown people get an account; null for what <c>Accounts:Registration</c> says.</summary>
    public bool? Registers { get; set; }

    /// <summary>The claim whose values give rights; empty for none.</summary>
    public string RolesClaim { get; set; } = "";

    /// <summary>Values of the claim that make an admin, separated by commas; empty if the claim makes none.</summary>
    public string AdminValues { get; set; } = "";

    /// <summary>Values of the claim that give premium, separated by commas; empty if the claim gives none.</summary>
    public string PremiumValues { get; set; } = "";

    /// <summary>Signing out here also signs out there.</summary>
    public bool SignOutThere { get; set; }
}
