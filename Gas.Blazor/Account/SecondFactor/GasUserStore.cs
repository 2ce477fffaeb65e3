using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Gas.Blazor.Account.SecondFactor;

/// <summary>
/// Keeps accounts as Identity does, but for two things that it would write down as they are: recovery codes are kept as SHA-256 (they are random, so nothing
/// need slow down a guess), and the key of an authenticator is sealed with the keys that sign cookies.
/// </summary>
internal sealed class GasUserStore(AccountsDbContext accounts, IDataProtectionProvider protection, IdentityErrorDescriber describer)
    : UserStore<GasUser, IdentityRole, AccountsDbContext, string>(accounts, describer)
{
    // Where Identity keeps them.
    internal const string Keeper = "[AspNetUserStore]";
    internal const string Codes = "RecoveryCodes";
    internal const string Key = "AuthenticatorKey";

    private readonly IDataProtector _seal = protection.CreateProtector("gas-authenticator");

    public override Task SetAuthenticatorKeyAsync(GasUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _seal.Protect(key), cancellationToken);

    /// <summary>Null also when the keys are not those that it was sealed with: no code fits then, and a recovery code still does.</summary>
    public override async Task<string?> GetAuthenticatorKeyAsync(GasUser user, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } key ? _seal.Unprotect(key) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override Task ReplaceCodesAsync(GasUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(Hash), cancellationToken);

    /// <summary>The account, saved by the caller with its stamp, is what two who send the same code at once differ on: one of them has it.</summary>
    public override async Task<bool> RedeemCodeAsync(GasUser user, string code, CancellationToken cancellationToken)
    {
        var hash = Hash(code);
        var kept = (await GetTokenAsync(user, Keeper, Codes, cancellationToken) ?? "").Split(';');
        if (!kept.Contains(hash))
        {
            return false;
        }

        await SetTokenAsync(user, Keeper, Codes, string.Join(';', kept.Where(one => one != hash)), cancellationToken);
        return true;
    }

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RecoveryCodes.Plain(code))));
}
