using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.People;
using Gas.Blazor.Account.Plans;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.SignIn;

/// <summary>
/// Gives the rights that a provider's claims tell of, at each sign-in, and takes back what the same provider has given and tells of no more. What an admin
/// gave or a payment bought is not touched, and the last admin stays one.
/// </summary>
public sealed partial class ClaimedRights(IServiceScopeFactory scopes, PlanSwitch plans, AccountNews news, AuditTrail trail, ILogger<ClaimedRights> logger)
{
    // Kept among the account's claims; the value is the provider's name.
    internal const string AdminFrom = "gas-admin-from";
    private const string PremiumFrom = "gas-premium-from";

    internal async Task ApplyAsync(UserId account, SignInProvider provider, IReadOnlyCollection<string> values, CancellationToken cancellation)
    {
        // Also where no values are set any more: what they gave is deserved no longer.
        await SetAdminAsync(account, provider.Name, provider.Title, values.Intersect(provider.AdminValues).Any(), cancellation);
        await SetPremiumAsync(account, provider.Name, values.Intersect(provider.PremiumValues).Any(), cancellation);
    }

    /// <summary>Takes back what the provider gave: nobody will say any more whether it still holds. The settings need not name it any more.</summary>
    internal async Task TakeBackAsync(UserId account, string provider, string title, CancellationToken cancellation)
    {
        await SetAdminAsync(account, provider, title, deserves: false, cancellation);
        await SetPremiumAsync(account, provider, deserves: false, cancellation);
    }

    private async Task SetAdminAsync(UserId account, string provider, string title, bool deserves, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var isAdmin = await accounts.UserRoles.AnyAsync(role => role.UserId == account.Value && accounts.Roles.Any(one => one.Id == role.RoleId && one.Name == Roles.Admin), cancellation);
        string? deed = null;
        if (deserves && !isAdmin)
        {
            // The mark first: a role without one would never be taken back.
            await MarkAsync(accounts, account, AdminFrom, provider, cancellation);
            deed = await accounts.MakeAdminAsync(account, cancellation) > 0 ? "made an admin" : null;
        }
        else if (!deserves && await Marks(accounts, account, AdminFrom, provider).AnyAsync(cancellation))
        {
            if (isAdmin && await accounts.TakeAdminAwayAsync(account, cancellation) == 0)
            {
                LogLastAdmin(account, provider);
                return;
            }

            await Marks(accounts, account, AdminFrom, provider).ExecuteDeleteAsync(cancellation);
            deed = isAdmin ? "made a plain user" : null;
        }

        if (deed is not null)
        {
            LogSet(account, deed, provider);
            await trail.NoteAsync(account, AuditAction.AccountChanged, $"{deed} by what {title} says");
            news.Tell(account);
        }
    }

    private async Task SetPremiumAsync(UserId account, string provider, bool deserves, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var hasPremium = await accounts.Users.AnyAsync(user => user.Id == account.Value && user.Plan == Plan.Premium, cancellation);
        if (deserves && !hasPremium)
        {
            // The mark first, as above.
            await MarkAsync(accounts, account, PremiumFrom, provider, cancellation);
            await plans.ChangeAsync(account, Plan.Premium, endsAt: null, cancellation);
        }
        else if (!deserves && await Marks(accounts, account, PremiumFrom, provider).AnyAsync(cancellation))
        {
            await plans.ChangeAsync(account, Plan.Free, endsAt: null, user => user.Plan == Plan.Premium && user.BillingSubscription == null, static _ => { }, cancellation);
            await Marks(accounts, account, PremiumFrom, provider).ExecuteDeleteAsync(cancellation);
        }
    }

    private static IQueryable<IdentityUserClaim<string>> Marks(AccountsDbContext accounts, UserId account, string type, string provider) =>
        accounts.UserClaims.Where(one => one.UserId == account.Value && one.ClaimType == type && one.ClaimValue == provider);

    private static async Task MarkAsync(AccountsDbContext accounts, UserId account, string type, string provider, CancellationToken cancellation)
    {
        if (!await Marks(accounts, account, type, provider).AnyAsync(cancellation))
        {
            accounts.UserClaims.Add(new IdentityUserClaim<string> { UserId = account.Value, ClaimType = type, ClaimValue = provider });
            await accounts.SaveChangesAsync(cancellation);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Account {User} was {Deed} by what {Provider} says.")]
    private partial void LogSet(UserId user, string deed, string provider);

    [LoggerMessage(2, LogLevel.Warning, "{Provider} does not tell of account {User} as an admin any more, but it is the last one and stays it.")]
    private partial void LogLastAdmin(UserId user, string provider);
}
