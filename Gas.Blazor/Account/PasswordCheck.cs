using Gas.Blazor.Account.Audit;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>The one way from an e-mail address and a password to an account, for the page and for scripts alike; counts wrong passwords.</summary>
public sealed class PasswordCheck(UserManager<GasUser> users, SignInManager<GasUser> signIn, IPasswordHasher<GasUser> hasher, AuditTrail trail)
{
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<GasUser>().HashPassword(new GasUser(), Guid.NewGuid().ToString()));

    public async Task<PasswordVerdict> JudgeAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email);
        var isLocked = user is { Disabled: false } && await users.IsLockedOutAsync(user);
        if (user is not { Disabled: false, PasswordHash: not null } || isLocked)
        {
            // As slow as a real check, so that the time taken does not tell which addresses have accounts.
            _ = hasher.VerifyHashedPassword(new GasUser(), NobodysHash.Value, password);
        }

        if (user is not { Disabled: false } || isLocked)
        {
            await trail.RefuseAsync(user, user is null ? "nobody has this address" : isLocked ? "locked after too many wrong passwords" : "disabled");
            return new PasswordVerdict(null, isLocked);
        }

        if (!await signIn.CanSignInAsync(user))
        {
            return await JudgeUnconfirmedAsync(user, password);
        }

        var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            await trail.RefuseAsync(user, result.IsLockedOut ? "wrong password, locked from now on" : "wrong password", isBounded: true);
        }

        return new PasswordVerdict(result.Succeeded ? user : null, result.IsLockedOut);
    }

    /// <summary>
    /// Only the right password is told that the address waits to be confirmed. A guess counts before it is judged, and is not judged unless it counts: else
    /// many at the same moment would count as one.
    /// </summary>
    private async Task<PasswordVerdict> JudgeUnconfirmedAsync(GasUser user, string password)
    {
        if ((await users.AccessFailedAsync(user)).Succeeded && await users.CheckPasswordAsync(user, password))
        {
            // It was no failure.
            (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
            if ((await users.UpdateAsync(user)).Succeeded)
            {
                return new PasswordVerdict(null, LockedOut: false, Unconfirmed: user);
            }
        }

        await trail.RefuseAsync(user, "wrong password, address not confirmed", isBounded: true);
        return new PasswordVerdict(null, await users.IsLockedOutAsync(user));
    }
}
