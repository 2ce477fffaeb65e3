using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.People;

/// <summary>Gives and takes the role of an admin. Each is part of what is done in turn, so that the last admin never loses it.</summary>
internal static class AdminRole
{
    public static Task<bool> HasAsync(AccountsDbContext accounts, UserId account, CancellationToken cancellation) => Of(accounts, account).AnyAsync(cancellation);

    /// <summary>The role holds from the account's next request on.</summary>
    public static async Task GiveAsync(AccountsDbContext accounts, UserId account, CancellationToken cancellation)
    {
        if (!await HasAsync(accounts, account, cancellation))
        {
            var role = await accounts.Roles.SingleAsync(one => one.Name == Roles.Admin, cancellation);
            accounts.UserRoles.Add(new IdentityUserRole<string> { UserId = account.Value, RoleId = role.Id });
            await accounts.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>Also signs the account out everywhere: what is open was drawn for an admin. Zero when it was not taken.</summary>
    public static async Task<int> TakeAsync(AccountsDbContext accounts, UserId account, CancellationToken cancellation)
    {
        var taken = await Of(accounts, account).Where(_ => accounts.Dispensable(account).Any()).ExecuteDeleteAsync(cancellation);
        if (taken > 0)
        {
            await accounts.Users.Where(user => user.Id == account.Value).ExecuteUpdateAsync(
                user => user.SetProperty(one => one.SecurityStamp, Guid.NewGuid().ToString()).SetProperty(one => one.ConcurrencyStamp, Guid.NewGuid().ToString()),
                cancellation);
        }

        return taken;
    }

    private static IQueryable<IdentityUserRole<string>> Of(AccountsDbContext accounts, UserId account) =>
        accounts.UserRoles.Where(role => role.UserId == account.Value && accounts.Roles.Any(one => one.Id == role.RoleId && one.Name == Roles.Admin));
}
