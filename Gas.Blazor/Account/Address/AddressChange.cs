using System.Security.Claims;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Mail;
using Microsoft.AspNetCore.Identity;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.Address;

/// <summary>
/// Gives an account another e-mail address. Where mails leave, it counts once somebody has followed the link that was sent there; else at once, and unconfirmed.
/// All other sessions end, and the old address is told.
/// </summary>
internal sealed class AddressChange(UserManager<GasUser> users, AccountsDbContext accounts, SignInManager<GasUser> signIn, AccountPost post, AddressSeal seal, AuditTrail trail)
{
    /// <summary>Whether the address changes by a link and not at once.</summary>
    public bool ByLink => post.Reaches;

    public static string Void => L["This link is not good any more: it works once, and for a limited time. Sign in, and ask for another one."];

    /// <summary>What is said to whoever follows a link that is not theirs, or is not signed in: their click must not finish what somebody else began.</summary>
    public static string Foreign => L["Sign in to the account that asked for this address, in this browser, then follow the link once more."];

    /// <summary>Whether it is the wish of whoever is signed in.</summary>
    public static bool IsBy(AddressWish wish, ClaimsPrincipal user) => user.FindUserId()?.Value == wish.User;

    /// <summary>Why the address cannot be had, in sentences; empty when it is had, or when a link is on its way, which is said whether or not it has an account.</summary>
    /// <param name="user">Who is signed in, and has just shown that the account is theirs.</param>
    public async Task<IReadOnlyList<string>> AskAsync(GasUser user, string email)
    {
        if (email.Equals(user.Email, StringComparison.OrdinalIgnoreCase))
        {
            return [L["This is your address already."]];
        }

        if (!ByLink)
        {
            return await SetAsync(user, email, isConfirmed: false);
        }

        if (await users.FindByEmailAsync(email) is null)
        {
            post.AskFor(AccountLetter.Address, user.Email!, email);
        }
        else
        {
            post.Ask(AccountLetter.Known, email);
        }

        return [];
    }

    /// <summary>The same for what the link in the mail carries.</summary>
    public async Task<IReadOnlyList<string>> ConfirmAsync(string? change, ClaimsPrincipal by) =>
        seal.Open(change) is not { } wish ? [Void]
        : !IsBy(wish, by) ? [Foreign]
        : await users.FindByIdAsync(wish.User) is { Disabled: false } user && user.SecurityStamp == wish.Stamp ? await SetAsync(user, wish.Email, isConfirmed: true)
        : [Void];

    private async Task<IReadOnlyList<string>> SetAsync(GasUser user, string email, bool isConfirmed)
    {
        var before = user.Email!;
        var result = await accounts.InTurnAsync(
            async () =>
            {
                (user.UserName, user.Email, user.EmailConfirmed) = (email, email, isConfirmed);
                var saved = await users.UpdateSecurityStampAsync(user);
                if (saved.Succeeded)
                {
                    await accounts.NoteAsync(trail.Line(user, AuditAction.EmailChanged, user.Id, $"from {before}"), CancellationToken.None);
                }

                return saved;
            },
            CancellationToken.None);
        if (!result.Succeeded)
        {
            await accounts.Entry(user).ReloadAsync();
            return [.. result.Errors.Where(error => error.Code != nameof(IdentityErrorDescriber.DuplicateUserName)).Select(error => error.Description)];
        }

        // This session goes on; all others end.
        await signIn.RefreshSignInAsync(user);
        post.AskFor(AccountLetter.Moved, email, before);
        return [];
    }
}
