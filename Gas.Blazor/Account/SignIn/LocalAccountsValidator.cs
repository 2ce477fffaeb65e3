using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.SignIn;

/// <summary>Passwords are turned off only where there is another way in.</summary>
internal sealed class LocalAccountsValidator(IOptions<ProvidersOptions> providers) : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options) => options.Local || providers.Value.Providers.Count > 0
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Accounts:Local is false, but SignIn:Providers names no provider: nobody could sign in. Set up a provider first (docs/sign-in.md), or leave passwords on.");
}
