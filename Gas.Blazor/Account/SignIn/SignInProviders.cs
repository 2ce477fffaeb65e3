using Microsoft.Extensions.Options;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.SignIn;

/// <summary>The providers that the settings name, in the order of their titles.</summary>
public sealed class SignInProviders(IOptions<ProvidersOptions> options, IOptions<AccountOptions> accounts)
{
    public IReadOnlyList<SignInProvider> All { get; } =
        [.. options.Value.Providers.Select(one => new SignInProvider(one.Key, one.Value)).OrderBy(one => one.Title, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Null for a name that no setting knows, or not any more.</summary>
    public SignInProvider? Find(string? name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>Whether somebody whom nobody knows yet gets an account.</summary>
    public bool Registers(SignInProvider provider) => provider.Registers ?? accounts.Value.IsOpen;

    /// <summary>What to say of an end that an address carries; null for nothing, whatever else stands there.</summary>
    internal string? Tell(string? end, string? with) =>
        Enum.TryParse<SignInEnd>(end, out var known) ? SignInWords.Of(known, Find(with)?.Title ?? L["The provider"]) : null;
}
