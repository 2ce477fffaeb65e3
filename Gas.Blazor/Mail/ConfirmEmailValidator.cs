using Gas.Blazor.Account;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Mail;

/// <summary>Addresses are confirmed only where mails reach them.</summary>
internal sealed class ConfirmEmailValidator(IOptions<MailOptions> mail) : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options) => !options.ConfirmEmail || mail.Value.Reaches
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Accounts:ConfirmEmail is true, but no mail leaves: nobody could confirm an address. Set Mail:Host, or Mail:PickupFolder where something else sends what lies there.");
}
