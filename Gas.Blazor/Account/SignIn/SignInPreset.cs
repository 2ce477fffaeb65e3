namespace Gas.Blazor.Account.SignIn;

/// <summary>Providers about which something is known beforehand. Their facts come from their own documentation; see docs/sign-in.md.</summary>
public enum SignInPreset
{
    /// <summary>Any OpenID provider: all is said in the settings.</summary>
    None,
    Entra,
    Globus,
    Google,
    Orcid,
    CILogon,
}
