namespace Gas.Blazor.Account.SignIn;

/// <summary>What is known of a provider beforehand.</summary>
/// <param name="Authority">Empty where each customer has one of their own.</param>
/// <param name="TrustsEmail">Its addresses come from the institutions that look after them, though it does not say of each that it is verified.</param>
/// <param name="TellsWhen">It says when a person signed in there (<c>auth_time</c>) where it is asked to have them sign in anew.</param>
internal sealed record PresetFacts(string Title, string Authority, string Scopes, bool TrustsEmail, bool TellsWhen)
{
    private const string UsualScopes = "openid profile email";

    public static PresetFacts Of(SignInPreset preset) => preset switch
    {
        SignInPreset.None => new("", "", UsualScopes, TrustsEmail: false, TellsWhen: true),
        // A tenant's administrators give its addresses. Where any tenant may come in, anybody could write any address into their own.
        SignInPreset.Entra => new("Microsoft", "", UsualScopes, TrustsEmail: true, TellsWhen: true),
        SignInPreset.Globus => new("Globus", "https://auth.globus.org", UsualScopes, TrustsEmail: true, TellsWhen: false),
        SignInPreset.Google => new("Google", "https://accounts.google.com", UsualScopes, TrustsEmail: false, TellsWhen: false),
        // Gives an iD and no address: an account is linked to it, never made from it.
        SignInPreset.Orcid => new("ORCID", "https://orcid.org", "openid", TrustsEmail: false, TellsWhen: true),
        SignInPreset.CILogon => new("CILogon", "https://cilogon.org", UsualScopes, TrustsEmail: true, TellsWhen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "No such preset."),
    };
}
