using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.People;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>
/// A new password for whoever has shown that an account's address is theirs, by a mail that went there or to the operator. Until then anybody could have made
/// the account, to wait in it for the owner of the address: the first proof also removes all else that opens it.
/// </summary>
public sealed class PasswordReset(UserManager<GasUser> users, AccountsDbContext accounts, AuditTrail trail)
{
    /// <summary>Sets it, unlocks the account and ends its sessions: all of it, or, where that fails, nothing.</summary>
    public async Task<IdentityResult> SetAsync(GasUser user, string token, string password, CancellationToken cancellation)
    {
        var account = new UserId(user.Id);
        var isFirstProof = !user.EmailConfirmed;
        var removed = 0;
        var result = await accounts.InTurnAsync(
            async () =>
            {
                // Saved with the password, or not at all.
                (user.EmailConfirmed, user.LockoutEnd, user.AccessFailedCount) = (true, null, 0);
                user.TwoFactorEnabled &= !isFirstProof;
                var saved = await users.ResetPasswordAsync(user, token, password);
                if (saved.Succeeded)
                {
                    removed = isFirstProof ? await accounts.RemoveOtherWaysInAsync(account, cancellation) : 0;
                    await accounts.ForgetSessionsAsync(account, cancellation);
                }

                return saved;
            },
            cancellation);
        if (!result.Succeeded)
        {
            await accounts.Entry(user).ReloadAsync(cancellation);
        }
        else if (removed > 0)
        {
            await trail.NoteAsync(account, AuditAction.EmailConfirmed, "for the first time: what else opened the account (tokens, passkeys, linked identities, second factor) is removed");
        }

        return result;
    }
}
