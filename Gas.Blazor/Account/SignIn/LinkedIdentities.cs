using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.SignIn;

/// <summary>The identities elsewhere that open an account.</summary>
public sealed class LinkedIdentities(UserManager<GasUser> users, AccountsDbContext accounts, SignInProviders providers, ClaimedRights rights, AuditTrail trail, IOptions<AccountOptions> options)
{
    /// <summary>Why the last way in must stay.</summary>
    public static string LastWayIn => L["This is your only way in. Link another identity or add a passkey first, or set a password where passwords are used."];

    public Task<IList<UserLoginInfo>> ListAsync(GasUser user) => users.GetLoginsAsync(user);

    /// <summary>Null when it opens the account no more; else why not. Ends all sessions, this one too: sign in again.</summary>
    public async Task<string?> UnlinkAsync(GasUser user, string provider, string key, CancellationToken cancellation)
    {
        var title = providers.Find(provider)?.Title ?? provider;
        var refusal = await accounts.InTurnAsync(
            async () =>
            {
                if (!await HasLoginAsync(user, provider, key, cancellation) && !await HasLocalWayInAsync(user, without: null, cancellation))
                {
                    return LastWayIn;
                }

                var result = await users.RemoveLoginAsync(user, provider, key);
                if (!result.Succeeded)
                {
                    return string.Join(' ', result.Errors.Select(error => error.Description));
                }

                await accounts.NoteAsync(trail.Line(user, AuditAction.IdentityUnlinked, user.Id, title), cancellation);
                return null;
            },
            cancellation);
        if (refusal is null)
        {
            await rights.TakeBackAsync(new UserId(user.Id), provider, title, cancellation);
            await accounts.Entry(user).ReloadAsync(cancellation);
        }

        return refusal;
    }

    /// <summary>Whether something opens the account beside this passkey of it. Part of a transaction.</summary>
    internal async Task<bool> HasOtherWayInAsync(GasUser user, byte[] without, CancellationToken cancellation) =>
        await HasLocalWayInAsync(user, without, cancellation) || await HasLoginAsync(user, "", "", cancellation);

    private async Task<bool> HasLocalWayInAsync(GasUser user, byte[]? without, CancellationToken cancellation) =>
        options.Value.Local && (await users.HasPasswordAsync(user) || await accounts.UserPasskeys.AnyAsync(one => one.UserId == user.Id && (without == null || one.CredentialId != without), cancellation));

    /// <summary>Whether an identity opens it that is not this one, of a provider that is offered here.</summary>
    private Task<bool> HasLoginAsync(GasUser user, string provider, string key, CancellationToken cancellation)
    {
        var names = providers.All.Select(one => one.Name).ToList();
        return accounts.UserLogins.AnyAsync(one => one.UserId == user.Id && names.Contains(one.LoginProvider) && !(one.LoginProvider == provider && one.ProviderKey == key), cancellation);
    }
}
