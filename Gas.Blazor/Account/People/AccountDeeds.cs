using Gas.Blazor.Account.SignIn;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.People;

/// <summary>
/// Changes to an account that are not its owner's, each one statement or one transaction. They give the rows changed: none where the account is gone, is being
/// deleted, or is the last active admin's and must stay one.
/// </summary>
internal static class AccountDeeds
{
    /// <summary>The account, unless it is being deleted.</summary>
    public static IQueryable<GasUser> Staying(this AccountsDbContext accounts, UserId account) => accounts.Users.Where(user => user.Id == account.Value && user.DeletionRequestedAt == null);

    public static Task<int> DisableAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation) => accounts.InTurnAsync(
        async () =>
        {
            var disabled = await accounts.Dispensable(account)
                .Where(user => user.DeletionRequestedAt == null)
                .ExecuteUpdateAsync(user => user.SetProperty(one => one.Disabled, true).SetProperty(one => one.SecurityStamp, Stamp()).SetProperty(one => one.ConcurrencyStamp, Stamp()), cancellation);
            if (disabled > 0)
            {
                await accounts.ForgetSessionsAsync(account, cancellation);
            }

            return disabled;
        },
        cancellation);

    public static Task<int> EnableAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation) => accounts.Staying(account)
        .ExecuteUpdateAsync(user => user.SetProperty(one => one.Disabled, false).SetProperty(one => one.ConcurrencyStamp, Stamp()), cancellation);

    public static Task<int> UnlockAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation) => accounts.Staying(account)
        .ExecuteUpdateAsync(user => user.SetProperty(one => one.LockoutEnd, (DateTimeOffset?)null).SetProperty(one => one.AccessFailedCount, 0).SetProperty(one => one.ConcurrencyStamp, Stamp()), cancellation);

    public static async Task<int> SignOutAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation)
    {
        var signedOut = await accounts.Staying(account)
            .ExecuteUpdateAsync(user => user.SetProperty(one => one.SecurityStamp, Stamp()).SetProperty(one => one.ConcurrencyStamp, Stamp()), cancellation);
        if (signedOut > 0)
        {
            await accounts.ForgetSessionsAsync(account, cancellation);
        }

        return signedOut;
    }

    /// <summary>For an account with a new stamp, which has ended them: no list names them any more.</summary>
    public static Task<int> ForgetSessionsAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation) =>
        accounts.Sessions.Where(session => session.UserId == account.Value).ExecuteDeleteAsync(cancellation);

    /// <summary>All that opens the account beside its password, with the admin role where a provider gave it. Part of a transaction.</summary>
    public static async Task<int> RemoveOtherWaysInAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation)
    {
        if (await accounts.UserClaims.AnyAsync(one => one.UserId == account.Value && one.ClaimType == ClaimedRights.AdminFrom, cancellation))
        {
            await accounts.UserRoles.Where(role => role.UserId == account.Value && accounts.Dispensable(account).Any()).ExecuteDeleteAsync(cancellation);
        }

        return await accounts.Tokens.Where(one => one.UserId == account.Value).ExecuteDeleteAsync(cancellation)
            + await accounts.UserPasskeys.Where(one => one.UserId == account.Value).ExecuteDeleteAsync(cancellation)
            + await accounts.UserLogins.Where(one => one.UserId == account.Value).ExecuteDeleteAsync(cancellation)
            + await accounts.UserTokens.Where(one => one.UserId == account.Value).ExecuteDeleteAsync(cancellation);
    }

    public static Task<int> SetQuotaAsync(this AccountsDbContext accounts, UserId account, long? quota, CancellationToken cancellation) => accounts.Staying(account)
        .ExecuteUpdateAsync(user => user.SetProperty(one => one.Quota, quota), cancellation);

    /// <summary>The account asks for no code any more, and its recovery codes are forgotten. Signs it out everywhere.</summary>
    public static Task<int> TakeSecondFactorAwayAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation) => accounts.InTurnAsync(
        async () =>
        {
            var taken = await accounts.Staying(account).Where(user => user.TwoFactorEnabled).ExecuteUpdateAsync(
                user => user.SetProperty(one => one.TwoFactorEnabled, false).SetProperty(one => one.SecurityStamp, Stamp()).SetProperty(one => one.ConcurrencyStamp, Stamp()), cancellation);
            if (taken > 0)
            {
                await accounts.UserTokens.Where(token => token.UserId == account.Value).ExecuteDeleteAsync(cancellation);
                await accounts.ForgetSessionsAsync(account, cancellation);
            }

            return taken;
        },
        cancellation);

    public static Task<int> MakeAdminAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation) => accounts.InTurnAsync(
        async () =>
        {
            if (!await accounts.Staying(account).AnyAsync(cancellation))
            {
                return 0;
            }

            var role = await accounts.Roles.SingleAsync(one => one.Name == Roles.Admin, cancellation);
            if (!await accounts.UserRoles.AnyAsync(one => one.UserId == account.Value && one.RoleId == role.Id, cancellation))
            {
                accounts.UserRoles.Add(new IdentityUserRole<string> { UserId = account.Value, RoleId = role.Id });
                await accounts.SaveChangesAsync(cancellation);
            }

            return 1;
        },
        cancellation);

    public static Task<int> TakeAdminAwayAsync(this AccountsDbContext accounts, UserId account, CancellationToken cancellation) => accounts.InTurnAsync(
        async () =>
        {
            var taken = await accounts.UserRoles
                .Where(role => role.UserId == account.Value && accounts.Roles.Any(one => one.Id == role.RoleId && one.Name == Roles.Admin) && accounts.Dispensable(account).Any())
                .ExecuteDeleteAsync(cancellation);
            if (taken > 0)
            {
                await accounts.Staying(account).ExecuteUpdateAsync(user => user.SetProperty(one => one.SecurityStamp, Stamp()).SetProperty(one => one.ConcurrencyStamp, Stamp()), cancellation);
            }

            return taken;
        },
        cancellation);

    private static string Stamp() => Guid.NewGuid().ToString();
}
