using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account;

/// <summary>
/// The link that makes the first admin. Its token is signed with the keys that sign cookies, so that whichever instance the browser comes to knows it;
/// it is void as soon as there is an admin, and after a day.
/// </summary>
public sealed class SetupLink(IDataProtectionProvider protection, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector _signature = protection.CreateProtector("gas-setup").ToTimeLimitedDataProtector();

    /// <summary>A new token.</summary>
    public string Issue() => _signature.Protect(nameof(SetupLink), Lifetime);

    public async Task<bool> FitsAsync(string? token, CancellationToken cancellation)
    {
        if (!IsOurs(token))
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().ActiveAdmins.AnyAsync(cancellation);
    }

    private bool IsOurs(string? token)
    {
        try
        {
            return token is not null && _signature.Unprotect(token) == nameof(SetupLink);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
