using System.Globalization;
using System.Security.Claims;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.SecondFactor;

/// <summary>
/// The step between the door and the session, for accounts with a second factor: what has been proved so far is kept in a cookie that lives for minutes, and
/// a code turns it into a session. Wrong codes count with wrong passwords.
/// </summary>
public sealed class SecondStep(UserManager<GasUser> users, SignInManager<GasUser> signIn, AccountsDbContext accounts, AuditTrail trail, TimeProvider time)
{
    public const string Page = "/account/code";

    private const string StampKey = "gas.stamp";
    private const string Spent = "spent-codes";
    private const string Store = "gas";

    // An app's code fits for some minutes (RFC 6238, section 5.2, with the framework's allowance for clocks).
    private static readonly TimeSpan SpentFor = TimeSpan.FromMinutes(5);

    /// <summary>Signs in, or leaves it to <see cref="Page"/> when a code is wanted first.</summary>
    /// <returns>Whether the user is signed in now.</returns>
    internal async Task<bool> EnterAsync(GasUser user, AuthenticationProperties session, AuditAction action, string how)
    {
        if (!user.TwoFactorEnabled || await signIn.IsTwoFactorClientRememberedAsync(user))
        {
            await signIn.SignInAsync(user, session);
            await trail.NoteAsync(user, action, how);
            return true;
        }

        var waiting = new ClaimsIdentity([new Claim(ClaimTypes.Name, user.Id)], IdentityConstants.TwoFactorUserIdScheme);
        session.Items[StampKey] = user.SecurityStamp;
        await signIn.Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(waiting), session);
        await trail.RefuseAsync(user, how.Length > 0 ? $"{how}, a code is owed" : "right password, a code is owed");
        return false;
    }

    /// <summary>Who has come as far as this step in this browser; null for nobody, or not any more.</summary>
    internal async Task<(GasUser User, AuthenticationProperties Session)?> FindAsync()
    {
        var waiting = await signIn.Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return waiting is { Succeeded: true, Properties: { } kept }
            && kept.Items.TryGetValue(StampKey, out var stamp)
            && waiting.Principal.FindFirstValue(ClaimTypes.Name) is { } id
            && await users.FindByIdAsync(id) is { Disabled: false, TwoFactorEnabled: true } user
            && user.SecurityStamp == stamp
            ? (user, SessionOf(kept))
            : null;
    }

    /// <summary>Signs in with an app's code or a recovery code; else a sentence that says why not.</summary>
    /// <param name="remember">Ask this browser for no code for a while.</param>
    internal async Task<string?> FinishAsync(GasUser user, AuthenticationProperties session, string code, bool remember)
    {
        if (await users.IsLockedOutAsync(user))
        {
            await trail.RefuseAsync(user, "locked after too many wrong passwords or codes");
            return L["Too many wrong codes or passwords: this account is locked for a while. Wait, then sign in again."];
        }

        if (await JudgeAsync(user, code) is not { } kind)
        {
            await users.AccessFailedAsync(user);
            await trail.RefuseAsync(user, "wrong code", isBounded: true);
            return L["This code does not fit. Take the one that the app shows now, or a recovery code that you have not used yet."];
        }

        await users.ResetAccessFailedCountAsync(user);
        await signIn.Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (remember)
        {
            await signIn.RememberTwoFactorClientAsync(user);
        }

        await signIn.SignInAsync(user, session);
        await trail.NoteAsync(user, AuditAction.SignedIn, Freshness.ProviderOf(session) is { } provider ? $"with {provider} and {kind}" : $"with {kind}");
        return null;
    }

    /// <summary>Whether it is the code that the app shows now; it is spent by that.</summary>
    internal Task<bool> IsCodeAsync(GasUser user, string code) => accounts.InTurnAsync(
        async () =>
        {
            var plain = RecoveryCodes.Plain(code);
            if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, plain))
            {
                return false;
            }

            var now = time.GetUtcNow();
            var spent = (await users.GetAuthenticationTokenAsync(user, Store, Spent) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(one => IsRecent(one, now)).ToList();
            if (spent.Any(one => one.StartsWith($"{plain}@", StringComparison.Ordinal)))
            {
                return false;
            }

            spent.Add(string.Create(CultureInfo.InvariantCulture, $"{plain}@{now.ToUnixTimeSeconds()}"));
            return (await users.SetAuthenticationTokenAsync(user, Store, Spent, string.Join(' ', spent))).Succeeded;
        },
        CancellationToken.None);

    private async Task<string?> JudgeAsync(GasUser user, string code)
    {
        if (RecoveryCodes.Plain(code).Length == 6)
        {
            return await IsCodeAsync(user, code) ? "a code" : null;
        }

        return (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded ? $"a recovery code, {await users.CountRecoveryCodesAsync(user)} left" : null;
    }

    private static bool IsRecent(string spent, DateTimeOffset now) =>
        long.TryParse(spent.AsSpan(spent.IndexOf('@', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture, out var at) && now - DateTimeOffset.FromUnixTimeSeconds(at) < SpentFor;

    /// <summary>What the session is to keep, without the short life of this step.</summary>
    private static AuthenticationProperties SessionOf(AuthenticationProperties kept)
    {
        var session = new AuthenticationProperties(kept.Items.Where(item => item.Key != StampKey).ToDictionary());
        session.IssuedUtc = null;
        session.ExpiresUtc = null;
        return session;
    }
}
