using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.SignIn;

/// <summary>Other ways to sign in than with a password of ours; section <c>SignIn</c>.</summary>
public sealed class ProvidersOptions : IValidatableObject
{
    public const string Section = "SignIn";

    /// <summary>By the name that their addresses carry and that accounts are linked under: it must stay the same as long as the provider does.</summary>
    public Dictionary<string, ProviderOptions> Providers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Providers.SelectMany(provider => new SignInProvider(provider.Key, provider.Value).Faults()).Select(fault => new ValidationResult(fault));
}
