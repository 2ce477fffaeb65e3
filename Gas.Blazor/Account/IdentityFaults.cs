using Microsoft.AspNetCore.Identity;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account;

/// <summary>What the framework says of accounts that people make or change, in the reader's language; its English is kept.</summary>
internal sealed class IdentityFaults : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Say(base.DefaultError(), L["An unknown failure has occurred."]);

    public override IdentityError ConcurrencyFailure() => Say(base.ConcurrencyFailure(), L["Optimistic concurrency failure, object has been modified."]);

    public override IdentityError DuplicateEmail(string email) => Say(base.DuplicateEmail(email), L["Email '{0}' is already taken.", email]);

    public override IdentityError DuplicateUserName(string userName) => Say(base.DuplicateUserName(userName), L["Username '{0}' is already taken.", userName]);

    public override IdentityError InvalidEmail(string? email) => Say(base.InvalidEmail(email), L["Email '{0}' is invalid.", email ?? ""]);

    public override IdentityError InvalidUserName(string? userName) => Say(base.InvalidUserName(userName), L["Username '{0}' is invalid, can only contain letters or digits.", userName ?? ""]);

    public override IdentityError PasswordTooShort(int length) => Say(base.PasswordTooShort(length), L["Passwords must be at least {0} characters.", length]);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Say(base.PasswordRequiresUniqueChars(uniqueChars), L["Passwords must use at least {0} different characters.", uniqueChars]);

    private static IdentityError Say(IdentityError fault, string words) => new() { Code = fault.Code, Description = words };
}
