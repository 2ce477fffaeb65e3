using System.Text.RegularExpressions;

namespace Gas.Blazor.Account.SignIn;

/// <summary>A provider as it is used: what its settings say, filled up by what its preset knows.</summary>
public sealed partial class SignInProvider
{
    private static readonly string[] SharedTenants = ["common", "organizations", "consumers"];

    private readonly string _key;
    private readonly ProviderOptions _options;
    private readonly SignInPreset _preset;
    private readonly bool _isKnown;

    internal SignInProvider(string name, ProviderOptions options)
    {
        _isKnown = Enum.TryParse(options.Preset, ignoreCase: true, out _preset) && Enum.IsDefined(_preset);
        var facts = PresetFacts.Of(_isKnown ? _preset : SignInPreset.None);
        _key = $"{ProvidersOptions.Section}:Providers:{name}";
        _options = options;
        Name = name.ToLowerInvariant();
        Title = FirstOf(options.Title, facts.Title, name);
        Authority = FirstOf(options.Authority, facts.Authority).TrimEnd('/');
        Scopes = Words(FirstOf(options.Scopes, facts.Scopes), ' ');
        AdminValues = Words(options.AdminValues, ',');
        PremiumValues = Words(options.PremiumValues, ',');
        TrustsEmail = options.TrustsEmail ?? (facts.TrustsEmail && !SharedTenants.Contains(Tenant));
        TellsWhen = options.TellsWhen ?? facts.TellsWhen;
    }

    /// <summary>In small letters: in addresses, and under which accounts are linked.</summary>
    public string Name { get; }

    public string Title { get; }

    public string Authority { get; }

    public string Scheme => $"with-{Name}";

    /// <summary>Where the provider sends people back to.</summary>
    public string CallbackPath => $"/account/sign-in/{Name}/callback";

    /// <summary>Where the provider sends people after they have signed out there, too.</summary>
    public string SignedOutPath => $"/account/sign-in/{Name}/signed-out";

    public string ClientId => _options.ClientId;

    public string ClientSecret => _options.ClientSecret;

    public IReadOnlyList<string> Scopes { get; }

    public bool IsEntra => _preset == SignInPreset.Entra;

    /// <summary>Of Entra: the directory, by its id or by one of its domains.</summary>
    public string Tenant => IsEntra && Uri.TryCreate(Authority, UriKind.Absolute, out var address) ? address.AbsolutePath.Trim('/').Split('/')[0] : "";

    public bool TrustsEmail { get; }

    /// <summary>Whether it says when a person signed in there.</summary>
    public bool TellsWhen { get; }

    public bool? Registers => _options.Registers;

    public string RolesClaim => _options.RolesClaim;

    public IReadOnlyList<string> AdminValues { get; }

    public IReadOnlyList<string> PremiumValues { get; }

    public bool SignOutThere => _options.SignOutThere;

    /// <summary>What is wrong with the settings, in sentences that name the key and repeat no secret.</summary>
    internal IEnumerable<string> Faults()
    {
        if (!NamePattern().IsMatch(Name))
        {
            yield return $"{_key}: the name must be 1 to 30 letters, digits or hyphens, because addresses carry it.";
        }

        if (!_isKnown)
        {
            yield return $"{_key}:Preset is '{_options.Preset}', but must be one of {string.Join(", ", Enum.GetNames<SignInPreset>())}.";
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            yield return IsEntra
                ? $"{_key}:Authority must be 'https://login.microsoftonline.com/TENANT', with your directory's id in place of TENANT."
                : $"{_key}:Authority must be the https address of the OpenID provider, without '/.well-known/openid-configuration'; plain http is for this machine only.";
        }
        else if (IsEntra && !EntraPath().IsMatch(address.AbsolutePath))
        {
            yield return $"{_key}:Authority is '{Authority}', but must be 'https://login.microsoftonline.com/TENANT', with your directory's id in place of TENANT.";
        }

        foreach (var (name, value) in new[] { (nameof(ClientId), ClientId), (nameof(ClientSecret), ClientSecret) })
        {
            if (value.Length == 0 || value.Any(char.IsWhiteSpace))
            {
                yield return $"{_key}:{name} must be what the provider gave you for this service; it has no spaces.";
            }
        }

        if (!Scopes.Contains("openid"))
        {
            yield return $"{_key}:Scopes must have 'openid' among them, such as 'openid profile email'.";
        }

        if (RolesClaim.Length > 0 != AdminValues.Count + PremiumValues.Count > 0)
        {
            yield return $"{_key}: set RolesClaim together with AdminValues or PremiumValues: the one says which claim gives rights, the others which of its values do.";
        }
    }

    private static string FirstOf(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }

    private static string[] Words(string text, char separator) => text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("^[a-z0-9-]{1,30}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^/[A-Za-z0-9.-]+(/v2\.0)?$")]
    private static partial Regex EntraPath();
}
