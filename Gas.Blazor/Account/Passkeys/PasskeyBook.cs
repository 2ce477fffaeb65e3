using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.SignIn;
using Microsoft.AspNetCore.Identity;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.Passkeys;

/// <summary>Passkeys (WebAuthn): a key pair on a person's device that opens one account. It proves both that they have the device and that it knows them: no code is asked for beside it.</summary>
public sealed class PasskeyBook(UserManager<GasUser> users, SignInManager<GasUser> signIn, AccountsDbContext accounts, LinkedIdentities linked, AuditTrail trail)
{
    public const int LongestName = 60;

    /// <summary>Of one account; more than anybody can look after.</summary>
    public const int Most = 20;

    private static string NotAccepted => L["The passkey was not accepted. Try again; the question that it answers is good for some minutes only."];

    /// <summary>What the browser is asked to make one by, in the words of WebAuthn.</summary>
    internal Task<string> OfferAsync(GasUser user) =>
        signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id, Name = user.Email!, DisplayName = user.DisplayName.Length > 0 ? user.DisplayName : user.Email! });

    /// <summary>What the browser is asked to prove itself by. Names nobody: whoever asks learns nothing of any account.</summary>
    internal Task<string> AskAsync() => signIn.MakePasskeyRequestOptionsAsync(null!);

    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(GasUser user) => [.. (await users.GetPasskeysAsync(user)).OrderBy(passkey => passkey.CreatedAt)];

    /// <summary>Null when it opens the account from now on; else why not.</summary>
    /// <param name="credential">The browser's answer to <see cref="OfferAsync"/>.</param>
    internal async Task<string?> AddAsync(GasUser user, string credential, string name)
    {
        if ((await users.GetPasskeysAsync(user)).Count >= Most)
        {
            return L["You have {0} passkeys. Remove one that you do not need any more.", Most];
        }

        if (await TryAsync(() => signIn.PerformPasskeyAttestationAsync(credential)) is not { Succeeded: true, Passkey: { } passkey, UserEntity: { } entity } || entity.Id != user.Id)
        {
            return NotAccepted;
        }

        passkey.Name = name;
        return await accounts.InTurnAsync(
            async () =>
            {
                var result = await users.AddOrUpdatePasskeyAsync(user, passkey);
                if (!result.Succeeded)
                {
                    return string.Join(' ', result.Errors.Select(error => error.Description));
                }

                await accounts.NoteAsync(trail.Line(user, AuditAction.PasskeyAdded, user.Id, name), CancellationToken.None);
                return null;
            },
            CancellationToken.None);
    }

    /// <summary>Null when it opens the account no more; else why not.</summary>
    internal async Task<string?> RemoveAsync(GasUser user, byte[] id, CancellationToken cancellation)
    {
        if (await users.GetPasskeyAsync(user, id) is not { } passkey)
        {
            return null;
        }

        return await accounts.InTurnAsync(
            async () =>
            {
                if (!await linked.HasOtherWayInAsync(user, without: id, cancellation))
                {
                    return LinkedIdentities.LastWayIn;
                }

                var result = await users.RemovePasskeyAsync(user, id);
                if (!result.Succeeded)
                {
                    return string.Join(' ', result.Errors.Select(error => error.Description));
                }

                await accounts.NoteAsync(trail.Line(user, AuditAction.PasskeyRemoved, user.Id, passkey.Name ?? ""), cancellation);
                return null;
            },
            cancellation);
    }

    /// <summary>Null when its owner is signed in now; else a sentence for whoever tried.</summary>
    /// <param name="credential">The browser's answer to <see cref="AskAsync"/>.</param>
    internal async Task<string?> EnterAsync(string credential)
    {
        if (await TryAsync(() => signIn.PerformPasskeyAssertionAsync(credential)) is not { Succeeded: true, Passkey: { } passkey, User: { } user })
        {
            await trail.RefuseAsync(null, "a passkey was not accepted");
            return NotAccepted;
        }

        if (!await signIn.CanSignInAsync(user))
        {
            await trail.RefuseAsync(user, user.Disabled ? "disabled, with a passkey" : "address not confirmed, with a passkey");
            return user.Disabled ? SignInWords.Of(SignInEnd.Disabled, "") : L["Confirm your e-mail address first: sign in with your password, and a link is sent to it."];
        }

        // Keeps how often it was used, by which a copy of it is found out.
        if (!(await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded)
        {
            return NotAccepted;
        }

        await signIn.SignInAsync(user, isPersistent: false, "passkey");
        await trail.NoteAsync(user, AuditAction.SignedIn, $"with the passkey {passkey.Name}");
        return null;
    }

    /// <summary>Null when nothing was asked of this browser, or not any more: the framework throws then.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> judge)
        where T : class
    {
        try
        {
            return await judge();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
